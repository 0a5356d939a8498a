"""What returns on a site's articles: its boilerplate, the pieces of its titles, what its word counts count.

A line is a site's boilerplate if it stood on three of its articles, where boilerplate stands, in text that speaks of other
things. An article's own sentences are safe thrice:

- *Place*: at the body's edge, in markup of its own, a link; inside the body a line must be long enough to be judged by its
  words. A heading, question or label that returns ("Analysis", "What we know:") goes only with what it heads.
- *Subject*: most words of a story's background, pasted into each day's report, stand elsewhere in the report too.
- *Articles*: one that comes again, under whatever address, or a story told anew, teaches nothing.

A site's first two articles keep their lines: nothing has returned yet.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Self, get_args

from newscrawl.items import Block, Counting, Removed
from newscrawl.text.completeness import holds_back
from newscrawl.text.tokens import tokens

VERSION = 1
RULE = f"site_memory.v{VERSION}"
"""The rule's name in `removed`. Another version starts anew: it forgets what the former learnt."""

ARTICLES = 3
"""Articles on which something must have stood to have returned."""
MAX_LINES = 5_000
MAX_ARTICLES = 5_000
"""What is kept of a site: 105 KB of lines and 40 KB of articles at most, as bytes."""

EDGE = 3
"""Lines next to the body's start or end that stand at its edge; known ones are not counted."""
MARKUP_SHARE = 0.1
"""Of the text: markup that holds less is not that of the article's paragraphs."""
LINKED = 0.5
"""Of a line: a link."""
LETTERS = 5
"""Shorter words are mostly the language's own and say nothing of a subject."""
LONG = 6
"""Words of that length from which a line's subject shows; shorter lines return by chance too."""
ABOUT = 0.25
"""The share of a line's words that stand elsewhere in the article, from which it speaks of what the article speaks of. Of the
articles' own paragraphs 88 % do, of the boilerplate that returned 9 % (190 pages of 126 sites)."""
ASIDE = 3
"""How many times as often a line must have spoken of other things."""
RATE = 50
"""A short line must return on one article in so many: "The search goes on." stands under every hundredth."""
COPY, COPY_OF_SHORT = 1 / 3, 0.8
"""The share of its inner text that was seen before, from which an article is a copy. One that is all edge is held to more:
its footer may be the larger part of it."""
TITLES = 0.5
"""The share of a site's titles that have the same piece, from which it is the site's."""
LENGTHS = 0.75
"""The share of a site's declared lengths that count the same thing, from which all are taken to."""

_COUNTINGS: tuple[Counting, ...] = get_args(Counting)

_TYPES = frozenset({"paragraph", "quote", "list_item", "heading"})
"""Rows of tables are facts that look alike; captions and embeds are no part of the text."""
_LABEL_ENDS = "?:？：؟;"
_HEAD = struct.Struct("<4sHIIIIII")
_SEEN = struct.Struct("<8sIII?")
_MAGIC = b"site"


@dataclass(slots=True)
class _Seen:
    """On how many articles a line stood where boilerplate stands: `aside` from their subject, or `about` it.

    `since` is the number of the article on which it was seen first.
    """

    since: int
    aside: int = 0
    about: int = 0
    known: bool = False


@dataclass(slots=True)
class _Line:
    """A block as memory sees it: `place` is True where boilerplate stands, `inner` away from the edges and in the text's markup."""

    block: Block
    digest: bytes
    words: frozenset[str]
    linked: bool
    place: bool = True
    inner: bool = False
    about: bool = False

    @property
    def heads(self) -> bool:
        return self.block.type == "heading" or self.block.text.rstrip()[-1:] in _LABEL_ENDS


def digest(text: str) -> bytes:
    """The 8 bytes by which memory knows a text, whatever its case, spaces and signs; b"" where it has no word."""
    return _digest(tokens(text.casefold()))


def counting(declared: int, words: int, characters: int) -> Counting:
    """What a declared count seems to count, on a page of so many words and characters."""
    if 0.8 * words <= declared <= 1.25 * words:
        return "words"
    if 0.8 * characters <= declared <= 1.25 * characters:
        return "characters"
    # A short text that falls behind its declared length may be cut.
    return "markup" if words >= 150 and 1.25 * words < declared <= 2.5 * words else "other"


class SiteMemory:
    """What returned on the articles of one site. The same articles in the same order make the same memory."""

    def __init__(self) -> None:
        self._learnt = 0
        self._lines: dict[bytes, _Seen] = {}  # least recently seen first
        self._articles: dict[bytes, None] = {}
        self._lengths: Counter[Counting] = Counter()

    def learn(
        self,
        article: str,
        blocks: Sequence[Block],
        title: str | None = None,
        pieces: Iterable[str] = (),
        length: Counting | None = None,
    ) -> bool:
        """Learn from an article's blocks, the pieces of its titles, and what its length counts where it declares one.

        `article` names it, such as its canonical address. False where it is known, a copy, or empty: it teaches nothing.
        """
        name = _digest([article])
        lines = self._read(blocks, title)
        if name in self._articles or not lines or self._is_copy(lines):
            return False
        self._articles[name] = None
        self._learnt += 1
        for line in {line.digest: line for line in lines}.values():
            seen = self._see(line.digest)
            if line.place:
                seen.about += line.about
                seen.aside += not line.about
                seen.known = self._has_returned(seen, len(line.words) >= LONG)
        for piece in sorted(set(pieces)):
            self._see(_piece(piece)).aside += 1
        if length:
            self._lengths[length] += 1
        self._forget()
        return True

    def strip(
        self, blocks: Sequence[Block], title: str | None = None, own: Collection[str] = ()
    ) -> tuple[list[Block], list[Removed]]:
        """The blocks without this site's boilerplate, and what was taken out; never all of a body.

        `own` are texts that are the article's in any case, such as its subtitle. A line that says that the rest is elsewhere
        stays: it is a witness of completeness.
        """
        lines = {id(line.block): line for line in self._read(blocks, title)}
        safe = {digest(text) for text in own}
        taken: set[int] = set()
        open_below = True  # whether there is nothing below that a heading would head
        for block in reversed(blocks):
            line = lines.get(id(block))
            if line is None:
                open_below = open_below and block.type in ("caption", "embed")
                continue
            goes = self.knows_digest(line.digest) and line.place and not line.about and line.digest not in safe
            open_below = goes and (open_below if line.heads else not holds_back(block.text))
            if open_below:
                taken.add(id(block))
        kept = [block for block in blocks if id(block) not in taken]
        if not any(block.type in _TYPES for block in kept):
            return list(blocks), []
        return kept, [Removed(block.text, RULE) for block in blocks if id(block) in taken]

    def knows(self, text: str) -> bool:
        """Whether a text is this site's boilerplate, wherever it stands."""
        return self.knows_digest(digest(text))

    def knows_digest(self, key: bytes) -> bool:
        """The same by the text's `digest`."""
        seen = self._lines.get(key)
        return seen is not None and seen.known

    def is_habit(self, piece: str) -> bool:
        """Whether a piece of titles stands on half of the site's."""
        seen = self._lines.get(_piece(piece))
        return seen is not None and seen.aside >= max(ARTICLES, TITLES * (self._learnt - seen.since + 1))

    @property
    def counts(self) -> Counting | None:
        """What the site's declared lengths count; None where that is not known or differs."""
        best = max(_COUNTINGS, key=lambda what: self._lengths[what])
        sure = self._lengths[best] >= max(ARTICLES, LENGTHS * self._lengths.total())
        return best if sure and best != "other" else None

    def dump(self) -> bytes:
        """All of it as bytes, to be kept between crawls."""
        lengths = [self._lengths[what] for what in _COUNTINGS]
        head = _HEAD.pack(_MAGIC, VERSION, self._learnt, len(self._lines), *lengths)
        lines = (_SEEN.pack(key, seen.since, seen.aside, seen.about, seen.known) for key, seen in self._lines.items())
        return b"".join((head, *lines, *self._articles))

    @classmethod
    def load(cls, value: bytes) -> Self:
        """The memory that `dump` wrote; an empty one where another version did, or where the bytes are damaged."""
        memory = cls()
        if len(value) < _HEAD.size:
            return memory
        magic, version, learnt, size, *lengths = _HEAD.unpack_from(value)
        end = _HEAD.size + size * _SEEN.size
        if (magic, version) != (_MAGIC, VERSION) or len(value) < end or (len(value) - end) % 8:
            return memory
        memory._learnt = learnt
        memory._lengths = Counter(dict(zip(_COUNTINGS, lengths, strict=True)))
        memory._lines = {key: _Seen(*rest) for key, *rest in _SEEN.iter_unpack(value[_HEAD.size : end])}
        memory._articles = {value[at : at + 8]: None for at in range(end, len(value), 8)}
        return memory

    def _read(self, blocks: Sequence[Block], title: str | None) -> list[_Line]:
        """The blocks that memory can know, with their place in the body and whether they speak of its subject."""
        lines = []
        for block in blocks:
            if block.type in _TYPES and (words := tokens(block.text.casefold())):
                linked = sum(len(link.text) for link in block.links) >= LINKED * len(block.text)
                lines.append(_Line(block, _digest(words), _telling(words), linked))
        known = {line.digest for line in lines if self.knows_digest(line.digest)}
        edge = {id(line) for side in (lines, lines[::-1]) for line in _edge(side, known)}
        markup: Counter[str] = Counter()
        for line in lines:
            markup[line.block.where] += len(line.block.text)
        of_markup = MARKUP_SHARE * markup.total()
        distinct = {line.digest: line.words for line in lines if line.digest not in known}
        stands = Counter(
            word for words in (*distinct.values(), _telling(tokens((title or "").casefold()))) for word in words
        )
        for line in lines:
            own_markup = line.block.where != "" and markup[line.block.where] <= of_markup
            line.inner = id(line) not in edge and not own_markup and not line.linked
            line.place = not line.inner or len(line.words) >= LONG
            once = line.digest in distinct
            line.about = sum(stands[word] > once for word in line.words) > ABOUT * max(len(line.words), 1)
        return lines

    def _is_copy(self, lines: Sequence[_Line]) -> bool:
        """Whether most of the text was seen before, known boilerplate aside."""
        unknown = [line for line in lines if not self.knows_digest(line.digest)]
        inner = [line for line in unknown if line.inner]
        seen = sum(len(line.block.text) for line in inner or unknown if line.digest in self._lines)
        return seen > (COPY if inner else COPY_OF_SHORT) * sum(len(line.block.text) for line in inner or unknown)

    def _see(self, key: bytes) -> _Seen:
        """The entry of a line, made where it is new, and now the last of all to be forgotten."""
        seen = self._lines.pop(key) if key in self._lines else _Seen(self._learnt)
        self._lines[key] = seen
        return seen

    def _has_returned(self, seen: _Seen, long: bool) -> bool:
        if seen.known:  # a story's own line after all, if it now speaks of its articles more often than not
            return seen.aside >= seen.about
        often = long or self._learnt - seen.since < RATE * seen.aside
        return seen.aside >= ARTICLES and seen.aside >= ASIDE * seen.about and often

    def _forget(self) -> None:
        """Keeps the memory in its bounds: lines seen once go before those that returned, each the longest unseen first."""
        if len(self._articles) > MAX_ARTICLES:
            del self._articles[next(iter(self._articles))]
        if len(self._lines) > MAX_LINES:
            spare = len(self._lines) - MAX_LINES * 4 // 5  # in one go, as each goes through all
            once = [key for key, seen in self._lines.items() if seen.aside + seen.about <= 1]
            others = [key for key, seen in self._lines.items() if seen.aside + seen.about > 1]
            for key in (once + others)[:spare]:
                del self._lines[key]


def _edge(lines: Iterable[_Line], known: Collection[bytes]) -> Iterator[_Line]:
    """The lines up to the last that stands at the edge."""
    unknown = 0
    for line in lines:
        unknown += line.digest not in known
        if unknown > EDGE:
            return
        yield line


def _telling(words: Sequence[str]) -> frozenset[str]:
    """The words that tell a subject: the long ones; of scripts that don't part words, pairs of signs."""
    long = frozenset(word for word in words if len(word) >= LETTERS and not word.isdigit())
    pairs = frozenset(a + b for a, b in pairwise(words) if len(a) == len(b) == 1 and a > "\u0e00" and b > "\u0e00")
    return long | pairs


def _digest(words: Sequence[str], kind: str = "line") -> bytes:
    joined = f"{kind}\n{' '.join(words)}".encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=8).digest() if words else b""


def _piece(text: str) -> bytes:
    return _digest([text.casefold()], "title")

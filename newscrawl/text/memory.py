"""What returns on a site's articles: its boilerplate, the pieces of its titles, what its word counts count.

A line is a site's boilerplate if it stood on three of its articles, where boilerplate stands, whatever they spoke of. An
article's own sentences are safe thrice:

- *Place*: boilerplate stands at the body's edge, in markup of its own, beside other lines that return, is a link, or was
  taken out of other articles by rules for single pages; elsewhere a line must be long enough to be judged by its words. A heading, question or label that returns ("Analysis", "What we know:") goes only with what it heads.
- *Subject*: a line with one of the article's most frequent words is taken for its own, and a line that returns in reports of
  one story (which share such words) for the story's background.
- *Articles*: one that comes again, under whatever address, teaches nothing.

A site's first two articles keep their lines: nothing has returned yet.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Self, get_args
from zlib import crc32

from newscrawl.items import Block, Counting, Removed
from newscrawl.text.completeness import holds_back

VERSION = 1
RULE = f"site_memory.v{VERSION}"
"""The rule's name in `removed`. Another version starts anew: it forgets what the former learnt."""

ARTICLES = 3
"""Articles on which something must have stood to have returned."""
MAX_LINES = 5_000
MAX_ARTICLES = 2_000
"""What is kept of a site: 150 KB of lines and 64 KB of articles at most as bytes, 4 MB as objects."""

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
SUBJECT = 12
"""Most frequent words that are an article's subject. One of them stands in 87 % of the articles' own long lines, in 81 % of
their last ones, in 2 % of boxes that were put there (190 pages of 126 sites)."""
AKIN = 2
"""Words that two articles' subjects share if they tell one story: 86 % of thirds of an article do, 14 % of pairs of a site's
articles, 7 % of any."""
ASIDE = 2
"""How many times as often a line must have stood on articles of other stories and subjects as on those of its own."""
SITE_WIDE, FEW = 0.5, 10
"""The share of a site's articles, of ten at least, from which a word is the site's subject and none of its articles'."""
RATE = 50
"""A short line must return on one article in so many: "The search goes on." stands under every hundredth."""
COPY, COPY_OF_SHORT = 1 / 3, 0.5
"""The share of its inner text that was seen before, from which an article is a copy. One that is all edge is held to more:
its footer may be a large part of it."""
TITLES = 0.5
"""The share of a site's titles that have the same piece, from which it is the site's."""
LENGTHS = 0.75
"""The share of a site's declared lengths that count the same thing, from which all are taken to."""

_COUNTINGS: tuple[Counting, ...] = get_args(Counting)

_WORD = re.compile(r"[^\W_]+")
_UNPARTED, _KANA = "\u0e00", "\u3040"
"""The first of the scripts that don't part their words, and the first of those in which two signs make a word. Korean parts
them, but adds to their ends."""
_HIRAGANA = re.compile("[\u3040-\u309f]+")
_TYPES = frozenset({"paragraph", "quote", "list_item", "heading"})
"""Rows of tables are facts that look alike; captions and embeds are no part of the text."""
_LABEL_ENDS = "?:？：؟;"
_HEAD = struct.Struct("<4sHIIIIII")
_SEEN = struct.Struct("<8sIIIB?8s")
_STORY = struct.Struct(f"<8s{SUBJECT}H")
_MAGIC = b"site"


@dataclass(slots=True)
class _Seen:
    """On how many articles a line stood where boilerplate stands: `aside` from their subject, on stories of all kinds, or not.

    `since` is the number of the article on which it was seen first, `witness` the last one, `ruled` how often a rule for single
    pages took it out, to 255.
    """

    since: int
    aside: int = 0
    own: int = 0
    ruled: int = 0
    known: bool = False
    witness: bytes = b""

    @property
    def worth(self) -> int:
        return 2 if self.known else self.aside + self.own > 1


@dataclass(slots=True)
class Line:
    """A block as memory sees it: `place` is True where boilerplate stands, `inner` inside the body and in its markup.

    `about` says that it speaks of the article's subject.
    """

    block: Block
    digest: bytes
    words: set[str]
    place: bool = True
    inner: bool = False
    about: bool = False

    @property
    def linked(self) -> bool:
        return sum(len(link.text) for link in self.block.links) >= LINKED * len(self.block.text)

    @property
    def heads(self) -> bool:
        return self.block.type == "heading" or self.block.text.rstrip()[-1:] in _LABEL_ENDS


@dataclass(slots=True)
class Body:
    """An article's digest, the lines that memory can know, and the subject: hashes of its most frequent words."""

    article: bytes
    lines: list[Line]
    subject: frozenset[int]


def digest(text: str) -> bytes:
    """The 8 bytes by which memory knows a text, whatever its case, spaces and signs; b"" where it has no word."""
    return _digest(_words(text))


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
        self.known = 0
        """How many lines it came to know since it was made or loaded."""
        self._learnt = 0
        self._lines: dict[bytes, _Seen] = {}  # least recently seen first
        self._articles: dict[bytes, frozenset[int]] = {}  # the subject by the name's digest
        self._subjects: Counter[int] = Counter()
        self._lengths: Counter[Counting] = Counter()

    @property
    def size(self) -> int:
        """How many lines and pieces of titles it holds."""
        return len(self._lines)

    def read(self, article: str, blocks: Sequence[Block], title: str | None = None, names: Iterable[str] = ()) -> Body:
        """Where the lines of a body stand, and whether they speak of its subject.

        `article` names it, such as its canonical address; `names` are the publisher's, of which its boilerplate speaks too.
        """
        name = _digest([article])
        lines = [
            Line(block, _digest(words), _telling(words))
            for block in blocks
            if block.type in _TYPES and (words := _words(block.text))
        ]
        known = {line.digest for line in lines if self.knows_digest(line.digest)}
        # What stood on another article does not say what this one is about.
        new = {line.digest: line.words for line in lines if not self._stood_elsewhere(line.digest, name)}
        subject = self._subject(new.values(), title, " ".join(names).casefold())
        edge = {id(line) for side in (lines, lines[::-1]) for line in _edge(side, known)}
        markup: Counter[str] = Counter()
        for line in lines:
            markup[line.block.where] += len(line.block.text)
        rare = {where for where, size in markup.items() if where and size <= MARKUP_SHARE * markup.total()}
        seen = [None, *(self._lines.get(line.digest) for line in lines), None]
        for at, line in enumerate(lines, 1):
            line.inner = not (id(line) in edge or line.block.where in rare or line.linked)
            # Lines that return side by side are a box; what rules took out elsewhere they would have taken out here.
            now, boxed = seen[at], seen[at - 1] or seen[at + 1]
            returned = now is not None and (boxed is not None or now.ruled >= ARTICLES)
            line.place = not line.inner or len(line.words) >= LONG or returned
            line.about = not subject.keys().isdisjoint(line.words)
        return Body(name, lines, frozenset(subject.values()))

    def learn(
        self,
        body: Body,
        removed: Iterable[str] = (),
        pieces: Iterable[str] = (),
        length: Counting | None = None,
    ) -> bool:
        """Learn from an article's body, from lines that the rules for single pages took out of it, from the pieces of its titles,
        and from what its length counts, where it declares one.

        False where the article is known, a copy, or empty: it teaches nothing.
        """
        if body.article in self._articles or not body.lines or self._is_copy(body.lines):
            return False
        self._learnt += 1
        found = {line.digest: line for line in body.lines}
        for line in found.values():
            seen = self._see(line.digest)
            if line.place:
                told = self._articles.get(seen.witness, frozenset())
                own = line.about or len(told & body.subject) >= AKIN
                seen.own, seen.aside, seen.witness = seen.own + own, seen.aside + (not own), body.article
                self._judge(seen, len(line.words) >= LONG)
        for key in dict.fromkeys(map(digest, removed)):
            if key and key not in found:
                seen = self._see(key)
                seen.aside, seen.ruled, seen.witness = seen.aside + 1, min(seen.ruled + 1, 255), body.article
                self._judge(seen, True)
        for piece in sorted(set(pieces)):
            self._see(_piece(piece)).aside += 1
        if length:
            self._lengths[length] += 1
        self._articles[body.article] = body.subject
        self._subjects.update(body.subject)
        self._forget()
        return True

    def strip(self, blocks: Sequence[Block], body: Body, own: Iterable[str] = ()) -> tuple[list[Block], list[Removed]]:
        """The blocks without this site's boilerplate, and what was taken out; never all of a body.

        `body` is what `read` made of the blocks, `own` are texts that are the article's in any case, such as its subtitle. A line
        that says that the rest is elsewhere stays: it is a witness of completeness.
        """
        by_block = {id(line.block): line for line in body.lines if self.knows_digest(line.digest)}
        if not by_block:
            return list(blocks), []
        safe = {digest(text) for text in own}
        taken: set[int] = set()
        open_below = True  # whether there is nothing below that a heading would head
        for block in reversed(blocks):
            line = by_block.get(id(block))
            if line is None:
                open_below = open_below and block.type in ("caption", "embed")
                continue
            seen = self._lines[line.digest]
            # Where most of its articles turned out to be its own, it is a story's line after all.
            goes = line.place and not line.about and seen.aside >= seen.own and line.digest not in safe
            open_below = goes and (open_below if line.heads else not holds_back(block.text))
            if open_below:
                taken.add(id(block))
        kept = [block for block in blocks if id(block) not in taken]
        if not any(block.type in _TYPES for block in kept):
            return list(blocks), []
        return kept, [Removed(block.text, RULE) for block in blocks if id(block) in taken]

    def knows(self, text: str) -> bool:
        """Whether a text is this site's boilerplate, wherever it stands; once known, it stays so.

        All that `strip` takes out is known, and more: a text's revisions are compared on what is not.
        """
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
        lines = (
            _SEEN.pack(key, seen.since, seen.aside, seen.own, seen.ruled, seen.known, seen.witness)
            for key, seen in self._lines.items()
        )
        stories = (
            _STORY.pack(name, *sorted(subject), *[0] * (SUBJECT - len(subject)))
            for name, subject in self._articles.items()
        )
        return b"".join((head, *lines, *stories))

    @classmethod
    def load(cls, value: bytes) -> Self:
        """The memory that `dump` wrote; an empty one where another version did, or where the bytes are damaged."""
        memory = cls()
        if len(value) < _HEAD.size:
            return memory
        magic, version, learnt, size, *lengths = _HEAD.unpack_from(value)
        end = _HEAD.size + size * _SEEN.size
        if (magic, version) != (_MAGIC, VERSION) or len(value) < end or (len(value) - end) % _STORY.size:
            return memory
        found = {key: _Seen(*rest) for key, *rest in _SEEN.iter_unpack(value[_HEAD.size : end])}
        most = max(sum(lengths), *(max(seen.since, seen.aside + seen.own) for seen in found.values()), 0)
        if most > learnt or learnt >> 31:  # nothing is counted twice an article
            return memory
        memory._learnt = learnt
        memory._lengths = Counter(dict(zip(_COUNTINGS, lengths, strict=True)))
        memory._lines = found
        memory._articles = {name: frozenset(words) - {0} for name, *words in _STORY.iter_unpack(value[end:])}
        memory._subjects = Counter(word for subject in memory._articles.values() for word in subject)
        return memory

    def _stood_elsewhere(self, key: bytes, article: bytes) -> bool:
        seen = self._lines.get(key)
        return seen is not None and (seen.known or seen.witness not in (b"", article))

    def _subject(self, lines: Iterable[Iterable[str]], title: str | None, names: str) -> dict[str, int]:
        """The words that most lines share, with their hashes, but for those that half of the site's articles are about."""
        counts = Counter(chain(_telling(_words(title or "")), *lines))
        site = SITE_WIDE * max(len(self._articles), FEW)
        found: dict[str, int] = {}
        # By word where counts are equal: the order of a set differs from run to run.
        often = sorted(((times, word) for word, times in counts.items() if times > 1), reverse=True)
        for _, word in often[: SUBJECT * 2]:
            code = crc32(word.encode("utf-8", "surrogatepass")) & 0xFFFF or 1  # 0 is no word
            if len(found) < SUBJECT and self._subjects[code] <= site and word not in names:
                found[word] = code
        return found

    def _is_copy(self, lines: Sequence[Line]) -> bool:
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

    def _judge(self, seen: _Seen, long: bool) -> None:
        """Knows a line from now on, if it has returned."""
        often = long or self._learnt - seen.since < RATE * seen.aside
        if often and seen.aside >= max(ARTICLES, ASIDE * seen.own) and not seen.known:
            seen.known = True
            self.known += 1

    def _forget(self) -> None:
        """Keeps the memory in its bounds: lines seen once go first, known ones last, each the longest unseen first."""
        if len(self._articles) > MAX_ARTICLES:
            gone = self._articles.pop(next(iter(self._articles)))
            self._subjects.subtract(gone)
            for word in gone:
                if not self._subjects[word]:
                    del self._subjects[word]
        if len(self._lines) > MAX_LINES:
            spare = len(self._lines) - MAX_LINES * 4 // 5  # in one go, as each goes through all
            for key, _ in sorted(self._lines.items(), key=lambda line: line[1].worth)[:spare]:
                del self._lines[key]


def _edge(lines: Iterable[Line], known: Collection[bytes]) -> Iterator[Line]:
    """The lines up to the last that stands at the edge."""
    unknown = 0
    for line in lines:
        unknown += line.digest not in known
        if unknown > EDGE:
            return
        yield line


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _telling(words: Sequence[str]) -> set[str]:
    """The words that tell a subject: the long ones, and pieces of runs in scripts that don't part their words."""
    found = {word for word in words if len(word) >= LETTERS}
    if words and max(words) >= _UNPARTED:
        for word in [word for word in words if word >= _KANA]:
            found.discard(word)
            found.update(a + b for run in _HIRAGANA.split(word) for a, b in pairwise(run))
        for word in [word for word in found if _UNPARTED <= word < _KANA]:
            found.discard(word)
            found.update(word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1))
    return found


def _digest(words: Sequence[str], kind: str = "line") -> bytes:
    joined = f"{kind}\n{' '.join(words)}".encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=8).digest() if words else b""


def _piece(text: str) -> bytes:
    return _digest([text.casefold()], "title")

"""Turns an article into lines that the memory of its site (text/memory.py) can compare.

Two lines count as the same if they have the same words. Case, spaces and punctuation don't count.
`_place` says which lines are candidates for boilerplate by their place in the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from newscrawl.items import Block
from newscrawl.text.line_history import ARTICLES, History
from newscrawl.text.scripts import KANA, THAI
from newscrawl.text.tokens import plain_tokens

COMPARED = frozenset({"paragraph", "quote", "list_item", "heading"})
"""The block types that memory compares. Table rows look alike without being boilerplate."""
EDGE = 3
"""A body's edges are its first 3 and its last 3 lines, not counting lines of known boilerplate."""
MARKUP_SHARE = 0.1
"""Markup with at most a tenth of the text is not the markup of the article's paragraphs."""
LONG = 6
"""A line with 6 words that tell a subject is long. Shorter lines may repeat by chance."""
COPY, COPY_OF_SHORT = 1 / 3, 0.5
"""An article is a copy if more than a third of its inner text was seen before. For articles without
inner text it is half, because a footer may be a large part of them.
"""
LINKED = 0.5
"""A line is a link if at least half of its characters are link text."""
LETTERS = 5
"""Words with fewer letters are mostly function words, such as "that". They don't tell a subject."""
_WORD = re.compile(r"[^\W_]+")
_FIRST_UNSPACED, _FIRST_KANA = THAI[0], KANA[0]
"""The first letters of scripts without spaces, and of those whose pairs of letters make words. Korean
stands behind both in Unicode, so it is read in pairs too: it adds endings to its words.
"""
_HIRAGANA = re.compile("[\u3040-\u309f]+")
_LABEL_ENDS = "?:？：؟;"
_DIGEST_BYTES = 8
"""Two of a site's 5,000 lines share a digest of 8 bytes once in 10**12 sites."""


@dataclass(slots=True)
class Line:
    """One block of an article.

    `words` tell a subject (`telling`). `past` is the memory's own entry of the line, or None if the
    line is new. `inner` says whether the line stands inside the body among paragraphs, `candidate`
    whether boilerplate may stand in its place (`_place`).
    """

    block: Block
    digest: bytes
    words: set[str]
    past: History | None = None
    inner: bool = False
    candidate: bool = True

    @property
    def known(self) -> bool:
        """Whether the line is known boilerplate of the site."""
        return self.past is not None and self.past.known

    @property
    def long(self) -> bool:
        """Whether the line can be judged by its words (LONG)."""
        return len(self.words) >= LONG

    @property
    def linked(self) -> bool:
        """Whether the line is a link (LINKED)."""
        return sum(len(link.text) for link in self.block.links) >= LINKED * len(self.block.text)

    @property
    def heads(self) -> bool:
        """Whether the line introduces the next one: a heading, a question or a label."""
        return self.block.type == "heading" or self.block.text.rstrip()[-1:] in _LABEL_ENDS


@dataclass(slots=True)
class Body:
    """An article's digest, its lines, and its subject: its most frequent words -> their hashes."""

    article: bytes
    lines: list[Line]
    subject: dict[str, int]

    def is_about(self, line: Line) -> bool:
        """Returns whether a line has a word of the article's subject."""
        return not self.subject.keys().isdisjoint(line.words)

    def is_copy(self) -> bool:
        """Returns whether much of the text was seen before (COPY), besides known boilerplate."""
        unknown = [line for line in self.lines if not line.known]
        inner = [line for line in unknown if line.inner]
        sizes = [(len(line.block.text), line.past is not None) for line in inner or unknown]
        most = (COPY if inner else COPY_OF_SHORT) * sum(size for size, _ in sizes)
        return sum(size for size, seen in sizes if seen) > most


def lines_of(blocks: Iterable[Block], memory: Mapping[bytes, History]) -> list[Line]:
    """Returns the blocks that a memory compares, as lines with their places and their past. Blocks
    without a word are left out.
    """
    lines = [
        Line(block, key := digest_of_words(words), telling(words), memory.get(key))
        for block in blocks
        if block.type in COMPARED and (words := words_of(block.text))
    ]
    _place(lines)
    return lines


def _place(lines: Sequence[Line]) -> None:
    """Sets `inner` and `candidate` of each line of an article.

    Boilerplate stands at an edge of the body, in markup of its own, or in a link. Inside the body a
    line is a candidate too if it is long enough to be judged by its words, if it returns beside
    another line that returns (together they form a box), or if boilerplate.py often removed it.
    """
    at_edge = {id(line) for side in (lines, lines[::-1]) for line in edge(side)}
    markup: Counter[str] = Counter()
    for line in lines:
        markup[line.block.where] += len(line.block.text)
    most = MARKUP_SHARE * markup.total()
    rare = {where for where, size in markup.items() if where and size <= most}
    pasts = [None, *(line.past for line in lines), None]
    for line, above, below in zip(lines, pasts, pasts[2:], strict=False):
        line.inner = not (id(line) in at_edge or line.block.where in rare or line.linked)
        returns = line.past is not None and (
            above is not None or below is not None or line.past.removed >= ARTICLES
        )
        line.candidate = not line.inner or line.long or returns


def edge(lines: Iterable[Line]) -> Iterator[Line]:
    """Yields the lines of one edge of a body, whose `lines` come from that end on (EDGE)."""
    unknown = 0
    for line in lines:
        unknown += not line.known
        if unknown > EDGE:
            return
        yield line


def digest(text: str) -> bytes:
    """Returns the 8 bytes by which memory knows a line; b"" if the text has no word."""
    return digest_of_words(words_of(text))


def digest_of_words(words: Sequence[str], kind: str = "line") -> bytes:
    """Returns the digest of a line with these words. Digests of different kinds never meet."""
    joined = f"{kind}\n{' '.join(words)}".encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_DIGEST_BYTES).digest() if words else b""


def words_of(text: str) -> list[str]:
    """Returns the words of a text, folded to one case."""
    folded = text.casefold()
    plain = plain_tokens(folded)
    return _WORD.findall(folded) if plain is None else plain


def telling(words: Sequence[str]) -> set[str]:
    """Returns the words that tell a subject: those of at least LETTERS letters.

    Scripts without spaces have no words to measure. Chinese and Japanese give pairs of characters
    without hiragana, Thai and related scripts all pieces of 5 characters.
    """
    found = {word for word in words if len(word) >= LETTERS}
    if words and max(words) >= _FIRST_UNSPACED:
        for word in [word for word in words if word >= _FIRST_KANA]:
            found.discard(word)
            found.update(a + b for run in _HIRAGANA.split(word) for a, b in pairwise(run))
        for word in [word for word in found if _FIRST_UNSPACED <= word < _FIRST_KANA]:
            found.discard(word)
            found.update(word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1))
    return found

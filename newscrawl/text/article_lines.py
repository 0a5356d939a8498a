"""Turns an article into lines that the memory of its site (text/memory.py) can compare.

Two lines count as the same if they have the same words. Case, spaces and punctuation don't count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from newscrawl.items import Block
from newscrawl.text.scripts import KANA, THAI
from newscrawl.text.tokens import plain_tokens

COMPARED = frozenset({"paragraph", "quote", "list_item", "heading"})
"""The block types that memory compares. Table rows look alike without being boilerplate."""

EDGE = 3
"""A body's edges are its first 3 and its last 3 lines, not counting lines of known boilerplate."""
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

    `words` tell a subject (`telling`). `place` says whether the line stands where boilerplate
    stands, `inner` whether it stands inside the body among paragraphs, `about` whether it has a
    word of the article's subject.
    """

    block: Block
    digest: bytes
    words: set[str]
    place: bool = True
    inner: bool = False
    about: bool = False

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
    """An article's digest, its lines, and its subject: the hashes of its most frequent words."""

    article: bytes
    lines: list[Line]
    subject: frozenset[int]


def lines_of(blocks: Iterable[Block]) -> list[Line]:
    """Returns the blocks that memory compares, as lines. Blocks without a word are left out."""
    return [
        Line(block, digest_of_words(words), telling(words))
        for block in blocks
        if block.type in COMPARED and (words := words_of(block.text))
    ]


def edge(lines: Iterable[Line], known: Collection[bytes]) -> Iterator[Line]:
    """Yields the lines of one edge of a body, whose `lines` come from that end on (EDGE)."""
    unknown = 0
    for line in lines:
        unknown += line.digest not in known
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

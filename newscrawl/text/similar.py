"""Whether two texts are one: sketches of 500 bytes that tell copies, cut and edited ones too, from reports on the same event.

A sketch keeps the smallest hashes of the text's shingles (bottom-k sampling, Broder 1997): a fair sample of them, from which
the share of one text that stands in another can be estimated, whichever is the longer.
"""

from __future__ import annotations

import re
import struct
from collections import OrderedDict
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol
from zlib import crc32

from newscrawl.text.tokens import tokens

# Tokens of a shingle. Where a character is a token (Chinese, Japanese, Thai), five of them are too common.
_WORDS, _CHARACTERS = 5, 10
_KEPT = 124  # hashes of a sketch
_BANDS = 32
_LONGEST = 300_000  # characters: some 50,000 words, ten times the longest articles
_MIN_SHINGLES = 16  # a shorter text is a line, and lines repeat
_DIGIT = re.compile(r"\d")

# Of the shorter text's shingles, the share that must stand in the longer one. Half of an article under another lead and in
# a frame is still that article; two reports that quote the same speech share a third.
_SHARE = 0.5
# A short text, or one that is a small part of the other, is the same only where nearly all of it stands there: short items
# are often made from templates.
_NEARLY_ALL, _SHORT, _SMALL_PART = 0.8, 100, 0.3
_FEW = 8  # fewer hashes than that tell nothing
# Items of one template (results, quotations, the weather) are full of numbers and differ in them; copies keep theirs.
_FULL_OF_NUMBERS, _SHARE_OF_NUMBERS = 1 / 8, 0.2


@dataclass(frozen=True, slots=True)
class Sketch:
    """How many different shingles a text has, and the smallest of their hashes, ascending; those with a digit are odd."""

    size: int
    hashes: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """At most 500 bytes: size and hashes as unsigned 32-bit integers, big-endian."""
        return struct.pack(f">{len(self.hashes) + 1}I", self.size, *self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """Raises struct.error where `data` is no sketch."""
        size, *hashes = struct.unpack(f">{len(data) // 4}I", data)
        return cls(size, tuple(hashes))


def sketch(text: str) -> Sketch:
    """The sketch of a text in any language. Letters' case, punctuation and white space don't count."""
    words = tokens(text[:_LONGEST].casefold())
    length = _WORDS if sum(map(len, words)) >= 2 * len(words) else _CHARACTERS
    # All words as bytes, one space between; a shingle is a slice of them, and cheaper than words that are joined.
    joined = " ".join(words).encode("utf-8", "surrogatepass")
    starts = [0, *accumulate(len(word) + 1 for word in joined.split(b" "))]
    shingles = zip(starts, starts[length:], strict=False)
    hashes = [crc32(joined[start : end - 1]) & ~1 for start, end in shingles]
    for at, word in enumerate(words):
        if not word.isalpha() and _DIGIT.search(word):
            for i in range(max(0, at - length + 1), min(at + 1, len(hashes))):
                hashes[i] |= 1
    found = set(hashes)
    return Sketch(len(found), tuple(sorted(found)[:_KEPT]))


def bands(of: Sketch) -> list[int]:
    """Keys for looking a text up: two sketches of one text share some, save for one in some hundred; none for a short text."""
    return list(of.hashes[:_BANDS]) if of.size >= _MIN_SHINGLES else []


def same(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one: the shorter stands in the longer, but for a lead, a frame, an end and its order."""
    if a.size > b.size:
        a, b = b, a
    if a.size < _MIN_SHINGLES:
        return False
    # Up to the lesser of both ends each sketch is complete. One with fewer hashes than are kept has them all.
    end = min(x.hashes[-1] if x.size > len(x.hashes) else 2**32 for x in (a, b))
    own, other = [h for h in a.hashes if h <= end], set(b.hashes)
    strict = a.size < _SHORT or a.size < _SMALL_PART * b.size
    if len(own) < _FEW or _share(own, other) < (_NEARLY_ALL if strict else _SHARE):
        return False
    numbers = [h for h in own if h & 1]
    return len(numbers) < max(_FEW, _FULL_OF_NUMBERS * len(own)) or _share(numbers, other) >= _SHARE_OF_NUMBERS


def _share(some: list[int], of: set[int]) -> float:
    return sum(h in of for h in some) / len(some) if some else 0.0


class Sketches(Protocol):
    """The sketches of the records so far."""

    def find(self, of: Sketch) -> str | None:
        """The id of the first record of this text."""

    def add(self, id: str, of: Sketch) -> None:
        """Keep the sketch of a record that is the first of its text."""


class Remembered:
    """Sketches in memory, the newest `limit` of them.

    A band leads to the first record that has it. What many texts share, a publisher's standing lines, leads to one of them and
    costs no more than any other band; the rest of a text's bands are its own.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._sketches: OrderedDict[str, bytes] = OrderedDict()
        self._first: dict[int, str] = {}

    def find(self, of: Sketch) -> str | None:
        candidates = {self._first[band]: None for band in bands(of) if band in self._first}
        return next((id for id in candidates if same(of, Sketch.from_bytes(self._sketches[id]))), None)

    def add(self, id: str, of: Sketch) -> None:
        self._drop(id)
        keys = bands(of)
        if not keys:
            return
        self._sketches[id] = of.to_bytes()
        for band in keys:
            self._first.setdefault(band, id)
        if len(self._sketches) > self.limit:
            self._drop(next(iter(self._sketches)))

    def _drop(self, id: str) -> None:
        data = self._sketches.pop(id, None)
        for band in bands(Sketch.from_bytes(data)) if data else ():
            if self._first.get(band) == id:
                del self._first[band]

"""Decides whether two texts are the same article, by sketches of 500 bytes.

Copies are recognised even if they are cut or edited. Two reports on one event are not copies.
A sketch keeps the smallest hashes of the text's shingles, which are runs of a few words (bottom-k
sampling, Broder 1997). These hashes are a fair sample, so two sketches show which share of one
text is in the other.
"""

from __future__ import annotations

import re
import struct
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from itertools import count as number
from operator import add
from zlib import crc32

from newscrawl.text.tokens import tokens

_WORDS, _CHARACTERS = 5, 10
"""The tokens of a shingle in texts of words, and in texts whose tokens are characters (Chinese,
Japanese, Thai). Shingles of five characters would be too common.
"""
_MEAN_OF_WORDS = 2
"""If tokens have fewer characters on average, they are characters, not words."""
_KEPT = 124
"""The most hashes of a sketch. With the size they take 500 bytes."""
_SPANS = 5
"""A band is the smallest hash of at least a fifth of the text, or of a tenth at its start, because
cut copies begin there. So each longer part of the text has a band. Texts have 9 or 10 bands. If
_SPANS is 4, copies with shuffled sentences are missed. If it is 8, no more copies are found.
"""
_MOST_BANDS = 4 * _SPANS
"""The most bands of a text. Only a text made for the purpose has more."""
_LONGEST = 300_000
"""The most characters that are read: some 50,000 words, ten times the longest articles."""
_MIN_SHINGLES = 16  # a text with fewer shingles is a line, and lines repeat
_SHARE = 0.5
"""The share of the shorter text's shingles that must be in the longer text. Half of an article
under a new lead is still that article. Two reports that quote the same speech share a third.
"""
_NEARLY_ALL, _SHORT, _SMALL_PART = 0.8, 100, 0.3
"""The share that is needed if the shorter text has fewer than 100 shingles, or fewer than .3 of the
longer text's. Short items are often made from templates. So nearly all of their shingles must be in
the longer text.
"""
_MORE = 1.5
"""A text with more than 1.5 times the shingles of the first text is no copy: the first text is a
part of it. Sites add less than that around a copy (benchmarks/duplicates.py).
"""
_FEW = 8  # fewer hashes than this prove nothing
_FULL_OF_NUMBERS, _SHARE_OF_NUMBERS = 1 / 8, 0.2
"""If an eighth of the shingles have a digit, a fifth of these must be shared. Items from one
template (results, prices, the weather) differ in their numbers. Copies keep the numbers.
"""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The number of different shingles of a text, and the smallest of their hashes, ascending.

    The hash of a shingle with a digit is odd, all others are even. `bands` are the keys by which
    the text is looked up; they are not part of the bytes. A short text has none.
    """

    size: int
    hashes: tuple[int, ...]
    bands: tuple[int, ...] = field(default=(), compare=False)

    def to_bytes(self) -> bytes:
        """Returns at most 500 bytes: size and hashes as unsigned 32-bit integers, big-endian."""
        return struct.pack(f">{len(self.hashes) + 1}I", self.size, *self.hashes)

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """Returns the sketch that `to_bytes` wrote. Raises struct.error for other data."""
        size, *hashes = struct.unpack(f">{len(data) // 4}I", data)
        return cls(size, tuple(hashes))


def sketch(text: str) -> Sketch:
    """Returns the sketch of a text in any language. Case, punctuation and white space don't count."""
    words = tokens(text[:_LONGEST].casefold())
    spaced = " ".join(words)
    # len(spaced) also counts a blank between two words
    length = _WORDS if len(spaced) >= (_MEAN_OF_WORDS + 1) * len(words) - 1 else _CHARACTERS
    # A shingle is a slice of all words as bytes, which is cheaper than joining its words.
    joined = spaced.encode("utf-8", "surrogatepass")
    sizes = map(len, words if joined.isascii() else joined.split(b" "))
    starts = [0, *map(add, accumulate(sizes), number(1))]
    shingles = zip(starts, starts[length:], strict=False)
    hashes = [crc32(joined[start : end - 1]) & ~1 for start, end in shingles]
    for at in [at for at, word in enumerate(words) if not word.isalpha()]:
        if _DIGIT.search(words[at]):
            for i in range(max(0, at - length + 1), min(at + 1, len(hashes))):
                hashes[i] |= 1
    found = list(dict.fromkeys(hashes))
    bands = islice(_bands(found), _MOST_BANDS) if len(found) >= _MIN_SHINGLES else ()
    return Sketch(len(found), tuple(sorted(found)[:_KEPT]), tuple(bands))


def _bands(hashes: list[int]) -> Iterator[int]:
    """Yields each hash that is the smallest of 1/_SPANS of the text around it (winnowing)."""
    spans = [(0, len(hashes))]
    shortest = len(hashes) / _SPANS
    while spans:
        start, end = spans.pop()
        if end - start >= (shortest if start else shortest / 2):
            smallest = min(hashes[start:end])
            yield smallest
            middle = hashes.index(smallest, start)
            spans += ((start, middle), (middle + 1, end))


def same(a: Sketch, b: Sketch) -> bool:
    """Returns whether two texts are the same article: most of the shorter text is in the longer
    one.
    """
    if a.size > b.size:
        a, b = b, a
    if a.size < _MIN_SHINGLES:
        return False
    # A sketch has all hashes of its text up to its largest one. A sketch of a short text has all
    # hashes. So two sketches can be compared up to the smaller of their two ends.
    end = min(x.hashes[-1] if x.size > len(x.hashes) else 2**32 for x in (a, b))
    own, other = [h for h in a.hashes if h <= end], set(b.hashes)
    strict = a.size < _SHORT or a.size < _SMALL_PART * b.size
    if len(own) < _FEW or _share(own, other) < (_NEARLY_ALL if strict else _SHARE):
        return False
    numbers = [h for h in own if h & 1]
    return (
        len(numbers) < max(_FEW, _FULL_OF_NUMBERS * len(own))
        or _share(numbers, other) >= _SHARE_OF_NUMBERS
    )


def copies(text: Sketch, first: Sketch) -> bool:
    """Returns whether `text` is a copy of `first` or of a part. No article is a copy of its
    preview.
    """
    return text.size <= _MORE * first.size and same(text, first)


def _share(some: list[int], of: set[int]) -> float:
    """Returns the share of some hashes that are among others."""
    return sum(h in of for h in some) / len(some) if some else 0.0


class Remembered:
    """The newest `limit` sketches, in memory. A band leads only to the first record that has it."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._sketches: OrderedDict[str, tuple[bytes, tuple[int, ...]]] = OrderedDict()
        self._first: dict[int, str] = {}

    def find(self, of: Sketch) -> str | None:
        """Returns the id of the first record with the same text, or None."""
        candidates = {self._first[band]: None for band in of.bands if band in self._first}
        return next(
            (id for id in candidates if copies(of, Sketch.from_bytes(self._sketches[id][0]))),
            None,
        )

    def add(self, id: str, of: Sketch) -> None:
        """Keeps the sketch of a record whose text no earlier record has."""
        self._drop(id)
        if not of.bands:
            return
        self._sketches[id] = of.to_bytes(), of.bands
        for band in of.bands:
            self._first.setdefault(band, id)
        if len(self._sketches) > self.limit:
            self._drop(next(iter(self._sketches)))

    def _drop(self, id: str) -> None:
        for band in self._sketches.pop(id, (b"", ()))[1]:
            if self._first.get(band) == id:
                del self._first[band]

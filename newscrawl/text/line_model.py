"""What a line of a page does, read by a small linear model: benchmarks/fit_lines.py learns the weights in line_model.bin.

The model knows no rule. A line is the set of its words, pairs and triples of words, beginnings and ends of words, and
what the words mean in the language that knows most of them (text/phrases). Each is hashed to a place in a table of
weights. Sums of these weights are log-odds:

- `frame`: the line is the site's, not the article's own;
- `holds`: the line holds the rest of the article back ("Subscribe to read on");
- one for each of `CLASSES`: what the line does.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Self

from newscrawl.text import phrases

FILE = files("newscrawl.text") / "line_model.bin"

HOLDING = ("paywall", "registration", "aggregator_preview", "teaser", "feed_excerpt", "lead_only", "paginated")
"""Classes of lines that hold the rest of an article back, named as the record's `completeness.kind`."""

INNOCENT = ("offer", "elsewhere", "furniture")
"""Classes of a site's other lines: they sell or invite, point to other texts, or are tools of the page."""

CLASSES = (*HOLDING, *INNOCENT)

SIZE, CLASS_SIZE = 1 << 18, 1 << 18
"""Places in the tables of `frame` and `holds`, and in those of the classes, which are read for few lines."""

READ = 600
"""Characters of a line that are read: lines of frames are shorter."""

_HALF, _LOWER = 1 << 31, (1 << 32) - 1  # of the two sums in one number
_LARGEST = 127  # a weight is a signed byte
_NUMBER = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]{2,40}\.(?:com|org|net|info|news|example)\b\S*")
_MEANT = 200
"""Characters of a line that are read for what its words mean."""
_MARKS = ("://", "www.", ".com", ".org", ".net", ".info", ".news", ".example")
_WORD = re.compile(r"\w+|[^\w\s]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_BEGINNINGS, _END, _PARTS = (3, 4, 5), 3, (1, 2, 3)
"""Letters of a word's beginnings and its end, and of parts of a word in scripts without spaces."""
_EDGES, _OPENS, _CLOSES, _PART, _LENGTH, _MEANING = 0x5BD1E995, 1, 2, 3, 4, 5
"""What keeps kinds of features apart."""


@lru_cache(maxsize=512)  # the stage reads a line, and the verdict reads it with its neighbours
def features(text: str) -> frozenset[int]:
    """The hashes of what a line is made of; numbers and addresses count as one word each."""
    text = text[:READ].lower()
    if "." in text and any(mark in text for mark in _MARKS):  # hardly a line: the pattern is slow
        text = _ADDRESS.sub("@", text)
    text = _NUMBER.sub("0", text)
    crc = zlib.crc32
    words = _WORD.findall(text)
    bare = [word.encode("utf-8", "replace") for word in words]
    single = [crc(word) for word in bare]
    double = [crc(word, before) for before, word in zip(single, bare[1:], strict=False)]
    triple = [crc(word, before) for before, word in zip(double, bare[2:], strict=False)]
    found = {*single, *double, *triple, crc(b"%d" % min(9, len(text).bit_length()), _LENGTH)}
    found.update(place ^ _EDGES for place in (*single[:1], *double[:1]))
    found.update(place ^ ~_EDGES & 0xFFFFFFFF for place in (*single[-1:], *double[-1:]))
    for word in words:
        if len(word) > _BEGINNINGS[0]:
            found.update(
                [crc(word[:size].encode("utf-8", "replace"), _OPENS) for size in _BEGINNINGS if len(word) > size]
            )
            found.add(crc(word[-_END:].encode("utf-8", "replace"), _CLOSES))
        if word >= "\u0e00" and _UNSPACED.match(word):
            for size in _PARTS:
                parts = [word[at : at + size].encode("utf-8", "replace") for at in range(len(word) - size + 1)]
                found.update([crc(part, _PART) for part in parts])
    found.update([crc(meaning.encode(), _MEANING) for meaning in phrases.meant(text[:_MEANT])])
    return frozenset(found)


@dataclass(frozen=True)
class Reading:
    """Log-odds that a line is a frame's, and that it holds the rest of the article back."""

    frame: float
    holds: float


NOTHING = Reading(-9.0, -9.0)
"""What a line without a word, or too long for a frame, is read as."""


@dataclass(frozen=True)
class Model:
    """Weights as signed bytes: a table for `frame`, one for `holds`, one for each of CLASSES, with scales and constants."""

    tables: tuple[array[int], ...]
    scales: tuple[float, ...]
    constants: tuple[float, ...]

    @classmethod
    def packed(cls, tables: Iterable[Iterable[float]], constants: Sequence[float]) -> Self:
        """A model of these weights, each rounded to a byte."""
        rounded, scales = [], []
        for table in map(list, tables):
            scale = max(map(abs, table)) / _LARGEST or 1.0
            rounded.append(array("b", [round(weight / scale) for weight in table]))
            scales.append(scale)
        return cls(tuple(rounded), tuple(scales), tuple(constants))

    @classmethod
    def load(cls, stored: bytes) -> Self:
        """The model that `dump` wrote."""
        head, _, packed = zlib.decompress(stored).partition(b"\n")
        known = json.loads(head)
        tables, start = [], 0
        for size in known["sizes"]:
            tables.append(array("b", packed[start : start + size]))
            start += size
        return cls(tuple(tables), tuple(known["scales"]), tuple(known["constants"]))

    def dump(self) -> bytes:
        """The model as bytes, the same ones for the same weights."""
        head = {"sizes": [len(table) for table in self.tables], "scales": self.scales, "constants": self.constants}
        return zlib.compress(json.dumps(head).encode() + b"\n" + b"".join(table.tobytes() for table in self.tables), 9)

    def read(self, line: frozenset[int]) -> Reading:
        """The reading of a line's features, or of those of a box's lines together."""
        pairs, last = self.pairs, SIZE - 1
        total = sum([pairs[feature & last] for feature in line])
        holds = (total + _HALF & _LOWER) - _HALF  # the lower half of the sum, with its sign
        root = max(1, len(line)) ** 0.5
        (frame_at, holds_at), (frame_scale, holds_scale) = self.constants[:2], self.scales[:2]
        return Reading(frame_at + frame_scale * (total - holds >> 32) / root, holds_at + holds_scale * holds / root)

    @cached_property
    def pairs(self) -> array[int]:
        """The weights of `frame` and `holds` of each place in one number, so that one sum gives both."""
        return array("q", [(frame << 32) + holds for frame, holds in zip(self.tables[0], self.tables[1], strict=True)])

    def best(self, line: frozenset[int], among: Sequence[str]) -> str:
        """The class of these that the features fit best."""
        odds = {name: self._odds(2 + CLASSES.index(name), line) for name in among}
        return max(odds, key=lambda name: odds[name])

    def odds(self, name: str, line: frozenset[int]) -> float:
        """The log-odds of one class against the others of its sort."""
        return self._odds(2 + CLASSES.index(name), line)

    def _odds(self, at: int, line: frozenset[int]) -> float:
        table = self.tables[at]
        last = len(table) - 1
        total = sum([table[feature & last] for feature in line])
        root: float = max(1, len(line)) ** 0.5
        return self.constants[at] + self.scales[at] * total / root


@cache
def model() -> Model:
    """The model in use, read once."""
    return Model.load(FILE.read_bytes())


@lru_cache(maxsize=512)  # several rules ask it of one line
def read(text: str) -> Reading:
    """The reading of a line."""
    return model().read(features(text))


def read_box(lines: Iterable[str]) -> Reading:
    """The reading of a box's lines together."""
    return model().read(frozenset().union(*map(features, lines)))


def kind(lines: Iterable[str], among: Sequence[str] = CLASSES) -> str:
    """The class of these that a box's lines fit best."""
    return model().best(frozenset().union(*map(features, lines)), among)

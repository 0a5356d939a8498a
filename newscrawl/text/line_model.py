"""A small linear model that tells what a line of a page is for.

benchmarks/fit_lines.py fits its weights (line_model.bin). The model has no rules. The features of a
line are its words, pairs and triples of words, beginnings and ends of words, and the meanings of
its words in the language that knows most of them (text/phrases). Each feature is hashed to a place
in a table of weights. The sums of these weights are log-odds of:

- `frame`: the line is the site's, not the article's own;
- `holds`: the lines, read together, hold the rest of the article back ("Subscribe to read on");
- each of `CLASSES`: the lines are of this class, not of another;
- `remaining`: the share that the line states is the share held back, not the share shown.

Lines that may be the site's are few. So for these lines, pairs of words with other words between
them are features too ("subscribe … rest"). Lines are read together by adding their sums, so each
line is read only once.
"""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate, chain
from typing import Self

from newscrawl.text import phrases
from newscrawl.text.scripts import UNSPACED

FILE = files("newscrawl.text") / "line_model.bin"

HOLDING = (
    "paywall",
    "registration",
    "aggregator_preview",
    "teaser",
    "feed_excerpt",
    "lead_only",
    "paginated",
)
"""Classes of lines that hold the rest of an article back: `completeness.kind` in the record."""

INNOCENT = ("offer", "elsewhere", "furniture")
"""Classes of a site's other lines: offers, links to other texts, and tools of the page."""

CLASSES = (*HOLDING, *INNOCENT)

TABLES = ("frame", "holds", "remaining", *CLASSES)
SIZES = {"frame": 1 << 19, "holds": 1 << 21, "remaining": 1 << 15}
CLASS_SIZE = 1 << 19
"""The number of weights in each named table, and in the table of each class."""

_ROW, _LAST_ROW = 2 * len(CLASSES), CLASS_SIZE - 1
_BIAS = 128  # makes each weight, a signed byte, a positive number
_BIASED = bytes(weight ^ _BIAS for weight in range(256))
_ADDED_AT_ONCE = 256
"""The most rows that are added as one number. A sum of more rows might not fit into two bytes."""

NOTHING = -9.0
"""The log-odds of a line that is not read, because it has no word or is too long."""

READ = 600
"""A line with more characters is not read. Sites' own lines are shorter."""

_LARGEST = {"frame": 15, "holds": 8, "remaining": 12}
_LARGEST |= dict.fromkeys(HOLDING, 8) | dict.fromkeys(INNOCENT, 5)
"""Weights are rounded to numbers from -15 to 15 in the table `frame`, and so on. Finer numbers find
no more cut articles, and the file would be larger than 1 MB.
"""
_FARTHEST = 255  # the largest distance of two stored weights: what fits into a byte
_NUMBER = re.compile(r"\d+")
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]{2,40}\.(?:com|org|net|info|news|example)\b\S*"
)
"""An address in a line, or a host with a common ending."""
_GAPS = (2, 3, 4)
"""The distances between two words, in words, at which they are read as a pair."""
_MEANT = 200
"""The most characters of a line in which meanings of words are looked up, to bound the time."""
_MEANINGS = 6  # in a clause that states a share, the meanings of the words count 6 times
_MARKS = ("://", "www.", ".com", ".org", ".net", ".info", ".news", ".example")
_WORD = re.compile(r"\w+|[^\w\s]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BEGINNINGS, _END, _PARTS = (3, 4, 5), 3, (1, 2, 3)
"""Letters in beginnings, ends, and parts of words in scripts without spaces."""
_WORDS = 20_000
"""The most words whose parts are cached. They take about 10 MB."""
_EDGES, _OPENS, _CLOSES, _PART, _LENGTH, _MEANING, _APART = 0x5BD1E995, 1, 2, 3, 4, 5, 0x1B873593
"""Numbers that give equal texts different hashes if they are features of different kinds."""


def _plain(text: str) -> str:
    """Returns a line in lower case, with one symbol for each number and address."""
    text = text[:READ].lower()
    if "." in text and any(mark in text for mark in _MARKS):  # the pattern is slow
        text = ADDRESS.sub("@", text)
    return _NUMBER.sub("0", text)


@lru_cache(maxsize=512)
def features(text: str) -> frozenset[int]:
    """Returns the hashes of a line's features. Numbers and addresses count as one word each."""
    text = _plain(text)
    crc = zlib.crc32
    words = [_words[word] for word in _WORD.findall(text)]
    bare = [word for word, _ in words]
    single = list(map(crc, bare))
    double = list(map(crc, bare[1:], single))
    triple = list(map(crc, bare[2:], double))
    found = {*single, *double, *triple, crc(b"%d" % min(9, len(text).bit_length()), _LENGTH)}
    found.update([place ^ _EDGES for place in (*single[:1], *double[:1])])
    found.update([place ^ ~_EDGES & 0xFFFFFFFF for place in (*single[-1:], *double[-1:])])
    found.update(_meanings(text), *[parts for _, parts in words])
    return frozenset(found)


class _Words(dict[str, tuple[bytes, set[int]]]):
    """Each word as bytes, with the hashes of its parts. Up to `_WORDS` words are cached."""

    def __missing__(self, word: str) -> tuple[bytes, set[int]]:
        if len(self) >= _WORDS:
            self.clear()  # so that the words of the latest pages are cached, in any language
        found = self[word] = word.encode("utf-8", "replace"), _parts(word)
        return found


_words = _Words()


def _parts(word: str) -> set[int]:
    """Returns the hashes of a word's beginnings, end, and parts in scripts without spaces."""
    crc = zlib.crc32
    found = set()
    if len(word) > _BEGINNINGS[0]:
        sizes = [size for size in _BEGINNINGS if len(word) > size]
        found.update([crc(word[:size].encode("utf-8", "replace"), _OPENS) for size in sizes])
        found.add(crc(word[-_END:].encode("utf-8", "replace"), _CLOSES))
    if word >= "\u0e00" and _UNSPACED.match(word):
        parts = [word[at : at + size] for size in _PARTS for at in range(len(word) - size + 1)]
        found.update([crc(part.encode("utf-8", "replace"), _PART) for part in parts])
    return found


def _meanings(text: str) -> set[int]:
    return {zlib.crc32(meaning.encode(), _MEANING) for meaning in phrases.meant(text[:_MEANT])}


def wide(text: str) -> frozenset[int]:
    """Returns the line's features, and its pairs of words with one to three words between them."""
    crc = zlib.crc32
    single = [b"%x" % crc(_words[word][0]) for word in _WORD.findall(_plain(text))]
    # a pair is hashed as "first second", and the first word only once for all its pairs
    first, second = [crc(word, _APART) for word in single], [b" " + word for word in single]
    pairs = [
        crc(after, before)
        for gap in _GAPS
        for before, after in zip(first, second[gap:], strict=False)
    ]
    return features(text).union(pairs)


@dataclass(frozen=True)
class Model:
    """Weights as signed bytes: a table for each of TABLES, with a scale and a constant.

    The scale is the log-odds of a weight of 1. The constant is added to the sum of a table.
    """

    tables: dict[str, array[int]]
    scales: dict[str, float]
    constants: dict[str, float]

    @classmethod
    def packed(cls, tables: Mapping[str, Iterable[float]], constants: Mapping[str, float]) -> Self:
        """Returns a model with these weights, rounded to few steps."""
        rounded, scales = {}, {}
        for name, table in tables.items():
            weights = list(table)
            scales[name] = max(map(abs, weights)) / _LARGEST[name] or 1.0
            rounded[name] = array("b", [round(weight / scales[name]) for weight in weights])
        return cls(rounded, scales, dict(constants))

    @classmethod
    def load(cls, stored: bytes) -> Self:
        """Returns the model that `dump` wrote."""
        head, _, packed = zlib.decompress(stored).partition(b"\n")
        known = json.loads(head)
        count = len(packed) // 2
        weights = array("b", packed[count:])
        every = array("b", bytes(sum(known["sizes"].values())))
        for place, weight in zip(accumulate(packed[:count]), weights, strict=True):
            every[place] = weight
        tables, start = {}, 0
        for name, size in known["sizes"].items():
            tables[name] = every[start : start + size]
            start += size
        return cls(tables, known["scales"], known["constants"])

    def dump(self) -> bytes:
        """Returns the model as bytes. The same weights give the same bytes.

        Most weights are 0. So each other weight is stored with its distance from the one before: a
        byte for each distance, then a byte for each weight. Huffman codes alone pack both best.
        """
        steps, weights, before = bytearray(), array("b"), 0
        for place, weight in enumerate(chain.from_iterable(self.tables.values())):
            if weight or place - before == _FARTHEST:
                steps.append(place - before)
                weights.append(weight)
                before = place
        sizes = {name: len(table) for name, table in self.tables.items()}
        head = {"sizes": sizes, "scales": self.scales, "constants": self.constants}
        pack = zlib.compressobj(9, strategy=zlib.Z_HUFFMAN_ONLY)
        plain = json.dumps(head).encode() + b"\n" + bytes(steps) + weights.tobytes()
        return pack.compress(plain) + pack.flush()

    def odds(self, name: str, found: frozenset[int]) -> float:
        """Returns the log-odds that the table `name` gives to these features."""
        root: float = max(1, len(found)) ** 0.5
        return self.constants[name] + self.scales[name] * self.total(name, found) / root

    def total(self, name: str, found: frozenset[int]) -> int:
        """Returns the sum of these features' weights in one of TABLES, before scaling."""
        table = self.tables[name]
        last = len(table) - 1
        return sum([table[feature & last] for feature in found])

    def totals(self, found: frozenset[int]) -> list[int]:
        """Returns the sum of these features' weights for each of CLASSES, before scaling."""
        rows, ats = self._rows, [(feature & _LAST_ROW) * _ROW for feature in found]
        sums = [0] * len(CLASSES)
        for start in range(0, len(ats), _ADDED_AT_ONCE):
            some = ats[start : start + _ADDED_AT_ONCE]
            total = sum([int.from_bytes(rows[at : at + _ROW], "little") for at in some])
            lanes = struct.unpack(f"<{len(CLASSES)}H", total.to_bytes(_ROW, "little"))
            sums = [
                before + lane - _BIAS * len(some) for before, lane in zip(sums, lanes, strict=True)
            ]
        return sums

    @cached_property
    def _rows(self) -> bytes:
        """One row for each place in the tables of CLASSES: the weights of all classes side by side.

        Two rows are added as two large numbers, which is five times as fast as looking into ten
        tables. A weight takes two bytes in a row. _BIAS is added to it, so that sums have no sign.
        """
        rows = bytearray(_ROW * CLASS_SIZE)
        for at, name in enumerate(CLASSES):
            rows[2 * at :: _ROW] = self.tables[name].tobytes().translate(_BIASED)
        return bytes(rows)


@cache
def model() -> Model:
    """Returns the model in use, read once."""
    return Model.load(FILE.read_bytes())


@lru_cache(maxsize=512)  # several functions ask this about the same line
def frame(text: str) -> float:
    """Returns the log-odds that a line is the site's."""
    return model().odds("frame", features(text))


@lru_cache(maxsize=512)
def sums(line: str) -> tuple[int, tuple[int, ...]]:
    """Returns the number of a line's features, and their sums in each of _READ_TOGETHER."""
    found = wide(line)
    return len(found), (model().total("holds", found), *model().totals(found))


_READ_TOGETHER = ("holds", *CLASSES)  # the tables for several lines together


def _odds(lines: Iterable[str]) -> dict[str, float]:
    """Returns the log-odds that each of _READ_TOGETHER gives these lines together."""
    read = [sums(line) for line in lines]
    root = max(1, sum(size for size, _ in read)) ** 0.5
    weights = model()
    return {
        name: weights.constants[name]
        + weights.scales[name] * sum(totals[at] for _, totals in read) / root
        for at, name in enumerate(_READ_TOGETHER)
    }


@lru_cache(maxsize=256)
def holds(*lines: str) -> float:
    """Returns the log-odds that the lines, read together, hold the rest of the article back: the
    mean of those by the table `holds` and those of the classes in HOLDING against INNOCENT.
    """
    odds = _odds(lines)
    holding, innocent = (
        math.log(sum(logistic(odds[name]) for name in names)) for names in (HOLDING, INNOCENT)
    )
    return (odds["holds"] + holding - innocent) / 2


def share(clause: str) -> list[frozenset[int]]:
    """Returns the features of a clause that states a share. Its meanings come several times,
    because few lines with a share were there to fit the weights of words.
    """
    return [wide(clause), *[frozenset(_meanings(_plain(clause)))] * _MEANINGS]


def remaining(clause: str) -> float:
    """Returns the log-odds that the share in a clause is held back, and not shown."""
    found, weights = share(clause), model()
    total = sum(weights.total("remaining", part) for part in found)
    root: float = max(1, sum(map(len, found))) ** 0.5
    return weights.constants["remaining"] + weights.scales["remaining"] * total / root


def classes(lines: Iterable[str], among: Sequence[str] = CLASSES) -> dict[str, float]:
    """Returns the log-odds of each of these classes, for lines that are read together."""
    odds = _odds(lines)
    return {name: odds[name] for name in among}


def kind(lines: Iterable[str], among: Sequence[str] = CLASSES) -> str:
    """Returns the class among these that fits the lines best."""
    odds = classes(lines, among)
    return max(odds, key=lambda name: odds[name])


def logistic(odds: float) -> float:
    """Returns the probability of these log-odds."""
    return 1 / (1 + math.exp(-odds))

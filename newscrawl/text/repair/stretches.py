"""Weighs the stretches of a text that read as UTF-8 through a code page: are they damage?

What speaks for damage is counted in bits (text/repair/character_costs.py). `_bits` adds up all
considerations: what the reading saves by itself, its scripts, its neighbours, its capitals. A new
consideration is one more function in this sum.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from newscrawl.text.repair.character_costs import KINDS, Kind, beside, cost
from newscrawl.text.repair.codepages import CodePage
from newscrawl.text.repair.edits import Edit, apply

RUN = re.compile(r"[^\x00-\x7f][^\x00-\x7f]+")  # {2,} takes twice as long
"""Characters beyond ASCII in a row. Each stretch is inside such a run."""
SUPPORTED = 0.0
"""The bits that a stretch needs if other stretches prove that the text was misread."""
_EVERYDAY = 6.0  # characters that cost at most 6 bits are everyday ones, such as ’ and –
_AT_HOME = -8.0
"""Bits for letters and everyday signs in a script of the document: they may be real text."""
_OUT_OF_PLACE = 6.0
"""Bits for letters of a script that the rest of the document does not use."""
_CAPITAL_AT_START = 2.0
"""Bits for a reading that begins a word with a capital. Many words begin with one."""
_LONE_CAPITAL = 3.0
"""Bits for a stretch that begins a word with a capital and goes on with a sign, such as "Ã©"."""
_LOWER_AFTER_CAPITALS = 4.0  # bits against a small letter after two capitals
_WORD_STARTS = "spqh"  # shapes (character_costs.Kind) after which a word begins
_SHORT = 24
"""Readings of stretches up to this length are cached: they come again and again."""


class Damage(NamedTuple):
    """A stretch to be replaced: its place, its replacement, and the bits that speak for damage."""

    start: int
    end: int
    decoded: str
    bits: float


class Reading(NamedTuple):
    """A stretch read through a code page: its characters as written, and as read.

    `saved` counts the bits that decoding saves, without the surroundings. `scripts` are the scripts
    of the stretch. `plain` is True if the stretch has only letters and everyday signs.
    """

    decoded: str
    written: tuple[Kind, ...]
    read: tuple[Kind, ...]
    saved: float
    scripts: frozenset[str]
    plain: bool


def damages(page: CodePage, text: str) -> list[Damage]:
    """Returns the stretches of `text` that may be damage through `page`, in their order."""
    units = [
        unit
        for run in RUN.finditer(text)
        if page.hint.search(text, *run.span())  # takes a fifth of the time of `units`
        for unit in page.units.finditer(text, *run.span())
    ]
    if not units:
        return []
    native = _scripts(apply(text, [Edit("", unit[0], "", unit.start()) for unit in units]))
    found = []
    for unit in units:
        reading = (_read_short if len(unit[0]) <= _SHORT else _read)(page, unit[0])
        bits = _bits(reading, text, *unit.span(), native)
        if bits >= SUPPORTED:
            found.append(Damage(*unit.span(), reading.decoded, bits))
    return found


def _bits(reading: Reading, text: str, start: int, end: int, native: frozenset[str]) -> float:
    """Returns the bits for damage at this place. `native` are the scripts of undamaged text."""
    before = KINDS[text[start - 1]] if start else KINDS["\0"]
    after = KINDS[text[end]] if end < len(text) else KINDS["\0"]
    bits = reading.saved + _from_scripts(reading, before, after, native)
    bits += _from_neighbours(reading, before, after) + _from_first_letter(reading, before, after)
    if before.shape == "u" and text[start - 2 : start - 1].isupper():
        bits += _LOWER_AFTER_CAPITALS * (_has_lower(reading.written) - _has_lower(reading.read))
    return bits


def _from_scripts(reading: Reading, before: Kind, after: Kind, native: frozenset[str]) -> float:
    """Returns the bits for a stretch out of place, or against one that may be real text."""
    if not native.issuperset(reading.scripts):
        return _OUT_OF_PLACE if native else 0.0
    if not reading.plain:
        return 0.0
    bits = _AT_HOME if _breaks_word(reading, before, after, native) else 0.0
    if reading.scripts == {"LATIN"}:  # accented letters in a row are seldom real text
        return bits
    # the surroundings never make up for what the reading itself lacks
    return bits + _AT_HOME if reading.saved + _AT_HOME >= SUPPORTED else -math.inf


def _breaks_word(reading: Reading, before: Kind, after: Kind, native: frozenset[str]) -> bool:
    """Returns whether the reading would put signs or letters of a foreign script inside a word."""
    scripts = {kind.script for kind in reading.read}
    if before.script and after.script and scripts == {""}:
        return True
    return bool(before.script or after.script) and not native.issuperset(scripts - {"", "LATIN"})


def _from_neighbours(reading: Reading, before: Kind, after: Kind) -> float:
    """Returns the bits for a reading that fits between its neighbours better than the stretch."""
    return (
        beside(before, reading.written[0])
        + beside(reading.written[-1], after)
        - beside(before, reading.read[0])
        - beside(reading.read[-1], after)
    )


def _from_first_letter(reading: Reading, before: Kind, after: Kind) -> float:
    """Returns the bits for the first letters at a word's start, as written and as read."""
    if before.shape not in _WORD_STARTS:
        return 0.0
    written, read = reading.written, (*reading.read, after)
    lone = written[0].shape == "u" and not written[1].script
    starts = read[0].shape == "u" and read[1].shape == "l"
    return _LONE_CAPITAL * lone + _CAPITAL_AT_START * starts


def _has_lower(kinds: Iterable[Kind]) -> bool:
    return any(kind.shape == "l" for kind in kinds)


def _read(page: CodePage, unit: str) -> Reading:
    decoded = page.decode(unit)
    written, read = (tuple(KINDS[char] for char in text) for text in (unit, decoded))
    plain = all(kind.script or kind.cost <= _EVERYDAY for kind in written)
    return Reading(decoded, written, read, cost(unit) - cost(decoded), _scripts(unit), plain)


_read_short = lru_cache(maxsize=16384)(_read)


def _scripts(text: Iterable[str]) -> frozenset[str]:
    """Returns the scripts of the letters of `text`."""
    return frozenset(kind.script for char in set(text) if (kind := KINDS[char]).script)

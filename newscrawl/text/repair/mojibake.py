"""Finds mojibake, which is UTF-8 decoded as a single-byte code page, and undoes it.

A stretch of text is damage if two things hold: it reads as UTF-8 through a code page, and the
result is far likelier text. Likelihoods are costs in bits (text/repair/character_costs.py). One
code page is chosen for the whole document: the one that explains most of its strings. Once a page
is certain, further stretches need less proof.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from newscrawl.text.repair.alphabets import likely, unusual
from newscrawl.text.repair.character_costs import KINDS, Kind, beside, cost
from newscrawl.text.repair.codepages import PAGES, CodePage
from newscrawl.text.repair.edits import Edit, apply

ALONE = 10.0
"""Bits that a stretch needs if nothing else in the document shows damage: a thousand to one."""
CONFIRMED = 20.0
"""Bits that make a document's code page certain: a million to one."""
SUPPORTED = 0.0
"""Bits that each further stretch needs once the code page is certain."""
MAX_SIGNS = 200_000
"""Documents with more characters beyond ASCII, in rows of two or more, are not searched. A long
article has 100,000 letters, and a damaged character takes up to 30 µs.
"""
_EVERYDAY = 6.0  # characters that cost at most 6 bits are everyday ones, such as ’ and –
_SHORT_UNIT = 24
"""Readings of stretches up to this length are cached: they come again and again."""


class Reading(NamedTuple):
    """A stretch read through a code page.

    `saved` counts the bits that decoding saves, without the surroundings. `scripts` are the scripts
    of the stretch. `plain` is True if the stretch has only letters and everyday signs.
    """

    decoded: str
    saved: float
    scripts: frozenset[str]
    plain: bool


def _read(page: CodePage, unit: str) -> Reading:
    decoded = page.decode(unit)
    kinds = [KINDS[char] for char in unit]
    scripts = frozenset(kind.script for kind in kinds if kind.script)
    plain = all(kind.script or kind.cost <= _EVERYDAY for kind in kinds)
    return Reading(decoded, cost(unit) - cost(decoded), scripts, plain)


_read_short = lru_cache(maxsize=65536)(_read)


def _reading(page: CodePage, unit: str) -> Reading:
    return (_read_short if len(unit) <= _SHORT_UNIT else _read)(page, unit)


_RUN = re.compile(r"[^\x00-\x7f][^\x00-\x7f]+")  # {2,} takes twice as long
_MOST_FROM_NEIGHBOURS = 32.0
"""The most bits that the surroundings add: two neighbours of other scripts, and _OUT_OF_PLACE."""
_AT_HOME = -8.0
"""Bits for letters and everyday signs in a script of the document: they may be real text."""
_OUT_OF_PLACE = 6.0
"""Bits for letters of a script in which nothing else of the document is written."""


_CAPITAL_AT_START = 2.0
"""Bits for a reading that begins a word with a capital: there a capital is no surprise."""


class Damage(NamedTuple):
    """A stretch to be replaced: its place, its replacement, and the bits that speak for damage."""

    start: int
    end: int
    decoded: str
    bits: float


def _candidates(runs: str) -> list[CodePage]:
    """Returns the code pages through which anything in `runs` reads as UTF-8."""
    chars = frozenset(runs)
    return [
        page
        for page in PAGES
        if not (chars.isdisjoint(page.leads) or chars.isdisjoint(page.continuations))
        and page.hint.search(runs)
    ]


def _damages(page: CodePage, text: str) -> list[Damage]:
    """Returns the stretches that may be damage through `page`, each weighed in its surroundings."""
    units = [
        unit
        for run in _RUN.finditer(text)
        if page.hint.search(text, *run.span())  # takes a fifth of the time of `units`
        for unit in page.units.finditer(text, *run.span())
    ]
    if not units:
        return []
    native = _scripts(apply(text, [Edit("", unit[0], "", unit.start()) for unit in units]))
    found = []
    for match in units:
        start, end = match.span()
        reading = _reading(page, match[0])
        decoded = reading.decoded
        own_letters = reading.plain and native.issuperset(reading.scripts)
        at_home = own_letters and reading.scripts != {"LATIN"}
        if reading.saved + (_AT_HOME if at_home else _MOST_FROM_NEIGHBOURS) < SUPPORTED:
            continue
        before = KINDS[text[start - 1]] if start else KINDS["\0"]
        after = KINDS[text[end]] if end < len(text) else KINDS["\0"]
        kinds = [KINDS[char] for char in decoded]
        bits = reading.saved + _from_shapes(text, start, end, kinds, before, after)
        if at_home:
            bits += _AT_HOME
        elif native and not native.issuperset(reading.scripts):
            bits += _OUT_OF_PLACE
        if own_letters and _breaks_word(kinds, native, before, after):
            bits += _AT_HOME
        if before.shape == "u" and text[start - 2 : start - 1].isupper():
            bits += _LOWER_AFTER_CAPITALS * (_has_lower(text[start:end]) - _has_lower(decoded))
        if bits >= SUPPORTED:
            found.append(Damage(start, end, decoded, bits))
    return found


def _from_shapes(
    text: str, start: int, end: int, decoded: list[Kind], before: Kind, after: Kind
) -> float:
    """Returns bits for damage from how the stretch and its reading fit between neighbours."""
    first, last = KINDS[text[start]], KINDS[text[end - 1]]
    bits = (
        beside(before, first)
        + beside(last, after)
        - beside(before, decoded[0])
        - beside(decoded[-1], after)
    )
    if before.shape in _WORD_STARTS and first.shape == "u" and not KINDS[text[start + 1]].script:
        bits += _LONE_CAPITAL
    if (
        before.shape in _WORD_STARTS
        and decoded[0].shape == "u"
        and (decoded[1:] or [after])[0].shape == "l"
    ):
        bits += _CAPITAL_AT_START
    return bits


def _breaks_word(decoded: list[Kind], native: frozenset[str], before: Kind, after: Kind) -> bool:
    """Returns whether the reading would put signs or letters of a foreign script inside a word."""
    scripts = {kind.script for kind in decoded}
    if before.script and after.script and scripts == {""}:
        return True
    return bool(before.script or after.script) and not native.issuperset(scripts - {"", "LATIN"})


def _has_lower(text: str) -> bool:
    return any(KINDS[char].shape == "l" for char in text)


def _latin(text: str) -> list[str]:
    """Returns the Latin letters beyond a to z, in lower case if that is one character."""
    letters = (char for char in text if char > "\x7f" and KINDS[char].script == "LATIN")
    return [lower if len(lower := char.lower()) == 1 else char for char in letters]


def _scripts(text: Iterable[str]) -> frozenset[str]:
    """Returns the scripts of the letters of `text`."""
    return frozenset(kind.script for char in set(text) if (kind := KINDS[char]).script)


class Finding(NamedTuple):
    """All damage through one code page, and the bits that undoing the damage saves."""

    page: CodePage
    damages: list[Damage]
    bits: float

    def edits(self, text: str) -> list[Edit]:
        """Returns the edits that undo the damage in `text`."""
        rule = f"mojibake.{self.page.name}"
        return [
            Edit(rule, text[start:end], decoded, start) for start, end, decoded, _ in self.damages
        ]

    def places(self) -> list[int]:
        """Returns where each undone stretch begins in the undone text."""
        grown = (len(one.decoded) - (one.end - one.start) for one in self.damages)
        return [
            one.start + shift
            for one, shift in zip(self.damages, accumulate(grown, initial=0), strict=False)
        ]

    def beneath(self, rest: Finding) -> float:
        """Returns the bits of `rest`, found in the undone text, in the places changed here."""
        changed = self.places()
        return sum(
            d.bits
            for d in rest.damages
            if bisect_left(changed, d.start) < bisect_left(changed, d.end)
        )


_RARE_PAGES = {
    "iso-8859-2": 4.0,
    "iso-8859-7": 6.0,
    "iso-8859-15": 3.0,
    "windows-1258": 1.0,
    "cp850": 1.0,
}
"""Bits against an ISO page: software reads the Windows page where the ISO page is declared."""
_CLOSE = 0.75
"""Code pages with at least three quarters of the best page's bits are compared by their results."""
_CLOSEST = 4
"""The most code pages that are compared by their results. Each costs a pass through the text."""
_UNEVEN = 3.0
"""Bits against two vowels or two consonants side by side: languages alternate them."""
_LOWER_AFTER_CAPITALS = 4.0  # bits against a small letter after two capitals
_LONE_CAPITAL = 3.0
"""Bits for a stretch that begins a word with a capital and goes on with a sign, such as "Ã©"."""
_WORD_STARTS = "spqh"  # shapes (character_costs.Kind) after which a word begins
_A_GRAVE = "à".encode()
_WITH_A_GRAVE = frozenset({"ca", "fr", "gl", "it", "pt"})
_VOWELS = frozenset("aeiouyæœøı")


def find(text: str, language: str | None = None, ahead: bool = True) -> Finding | None:
    """Returns the code page that explains the document's damage best, with the damage; None if
    nothing is damaged.

    Pages with nearly equal bits are compared by the text that they leave. Good text has the
    letters of its language, and vowels beside consonants. With `ahead`, a page also gains if the
    text that it leaves is damaged itself: the text was misread twice.
    """
    runs = "\n".join(_RUN.findall(text))
    if not runs or len(runs) > MAX_SIGNS:
        return None
    findings = [finding for page in _candidates(runs) if (finding := _weigh(page, text, language))]
    if not findings:
        return None
    findings.sort(key=lambda finding: -finding.bits)
    if not ahead:
        return findings[0]
    close: dict[str, Finding] = {}
    for finding in findings:
        if finding.bits >= _CLOSE * findings[0].bits and len(close) < _CLOSEST:
            close.setdefault(apply(text, finding.edits(text)), finding)
    if len(close) == 1:
        return findings[0]

    def merit(undone: str) -> float:
        finding = close[undone]
        rest = find(undone, language, ahead=False)
        bits = (
            finding.bits
            - _RARE_PAGES.get(finding.page.name, 0.0)
            - _oddity(finding, undone, language)
        )
        return bits + (finding.beneath(rest) if rest else 0.0)

    return close[max(close, key=merit)]


def _weigh(page: CodePage, text: str, language: str | None) -> Finding | None:
    """Returns the damage through `page`; None if no stretch is certain by itself."""
    damages = _damages(page, text)
    alone = [damage for damage in damages if damage.bits >= ALONE]
    bits = sum(damage.bits for damage in alone)
    if not alone:
        return None
    if bits < CONFIRMED:
        return Finding(page, alone, bits)
    damages = sorted(damages + _spaced(page, text, language))
    return Finding(page, damages, sum(damage.bits for damage in damages))


def _spaced(page: CodePage, text: str, language: str | None) -> list[Damage]:
    """Returns every "à" whose second byte, a no-break space, became a plain space on the way."""
    lead = next(char for char, byte in page.leads.items() if byte == _A_GRAVE[0])
    if lead + " " not in text:
        return []
    languages = likely(text, language)
    if max(languages, key=lambda name: languages[name]) not in _WITH_A_GRAVE:
        return []
    places = [match.start() for match in re.finditer(re.escape(lead) + "(?= )", text)]
    return [Damage(at, at + 1, "à", SUPPORTED) for at in places if not text[at - 1 : at].isupper()]


def _oddity(finding: Finding, undone: str, language: str | None) -> float:
    """Returns bits against the Latin letters that `finding` put into `undone`."""
    bits = 0.0
    put: Counter[str] = Counter()
    for damage, start in zip(finding.damages, finding.places(), strict=True):
        put.update(_latin(damage.decoded))
        for at, char in enumerate(damage.decoded, start):
            if KINDS[char].script != "LATIN":
                continue
            vowel = _is_vowel(char.lower())
            for neighbour in (undone[at - 1 : at], undone[at + 1 : at + 2]):
                if neighbour.isalpha() and _is_vowel(neighbour.lower()) == vowel:
                    bits += _UNEVEN
    return bits + unusual(put, likely(undone, language))


@lru_cache(maxsize=4096)
def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[:1] in _VOWELS

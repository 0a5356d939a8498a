"""Mojibake: UTF-8 that was read through a single-byte code page, and the way back.

A stretch of text is taken for damage when it reads as UTF-8 through a code page and what comes out is far likelier
text than what stands there. Likelihoods are costs in bits, of characters by themselves and beside their neighbours.
The document decides: the code page is the one that explains most of all its strings, and once that is known, less is
asked of each further stretch.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newscrawl.text.alphabets import MOST, foreign, likely, unusual
from newscrawl.text.codepages import PAGES, CodePage

ALONE = 10.0
"""Bits that a stretch needs where nothing else in the document shows damage: a thousand to one."""
CONFIRMED = 20.0
"""Bits that settle a document's code page..."""
SUPPORTED = 0.0
"""...after which this much will do for each further stretch."""
MAX_SIGNS = 200_000
"""Characters beyond ASCII, in rows of two and more, up to which a document is looked through. A long article has 100,000
letters; damage takes up to 30 µs for each."""


class Kind(NamedTuple):
    """What the cost of a character rests on: `cost` in bits, its `shape`, and for letters and marks the `script`.

    Shapes: l, u, o are letters (lower, upper, without case), m marks, d digits, s spaces and ends, q closing and inner
    punctuation, p opening punctuation, h dashes, c currencies, y other symbols, e pictures, b box drawing, x what no text
    has.
    """

    cost: float
    shape: str
    script: str


# Rough frequencies in news text of many languages: what matters is the order of magnitude between rows.
_COSTS: dict[float, str] = {
    4: "’",
    5: "éäüöáíóà–—“”",
    6: "èçñßåøæãâêôúýžščřőıığş«»…‘„",
    5.5: "،؛؟۔",
    7: "ëïîìòùûõðþėęąłśżźćńěůňťďđűățșţœľāēīūģķļņėįųơư•·¡¿°£€\u00a0",
    8: "ÉÄÜÖÁÍÓÀÅØÆÇŠŽČİŞŁŚÎÂ©®™²½×§№‚‹›ẞ",
    9: "ÈÑÃÊÔÚÝŘŐĞËÏÌÒÙÛÕÐÞĖĘĄŻŹĆŃĚŮŇŤĎĐŰĂȚȘŢŒĽĀĒĪŪĢĶĻŅĮŲƠƯµ³¼¾ªº→←↑↓−≈≤≥†‐‑′″",
    10: "ĺĹŕŔŭŬĉĝĥĵŝĊċĠġĦħŴŵŶŷŸÿ±÷¥¢¶¹‡‰√∞",
    13: "¦¨¬¯´¸¤ƒˆ˜ˇ˘˙˛˝‗",
}
_COST = {char: float(cost) for cost, chars in _COSTS.items() for char in chars}
_COST |= dict.fromkeys("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџё", 6.0)
_COST |= dict.fromkeys("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐЎЈ", 8.0)
_COST |= dict.fromkeys("ЉЊЋЂЏЁђћљњџјўґ", 9.0)
_COST |= dict.fromkeys("әғқңөұүһӘҒҚҢӨҰҮҺ", 9.0)
_COST |= dict.fromkeys("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ", 6.0)
_COST |= dict.fromkeys("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ", 8.0)

# Of each script what one of its letters costs; scripts that no newspaper is printed in have none.
_SCRIPTS = {
    "ARABIC": 6, "ARMENIAN": 8, "BENGALI": 7, "CJK": 9, "DEVANAGARI": 7, "ETHIOPIC": 8, "GEORGIAN": 8, "GUJARATI": 7,
    "GURMUKHI": 7, "HANGUL": 8, "HEBREW": 6, "HIRAGANA": 6, "KANNADA": 7, "KATAKANA": 6, "KHMER": 7, "LAO": 7,
    "MALAYALAM": 7, "MYANMAR": 7, "ORIYA": 7, "SINHALA": 7, "TAMIL": 7, "TELUGU": 7, "THAI": 6,
}  # fmt: skip
_EAST_ASIAN = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK", "IDEOGRAPHIC": "CJK"}
_UNSPACED = frozenset({"CJK", "THAI", "LAO", "KHMER", "MYANMAR", "HANGUL"})
_RANGES = (
    (0x0300, 0x036F, Kind(13, "m", "")),
    (0x2150, 0x218F, Kind(11, "y", "")),
    (0x2460, 0x24FF, Kind(10, "y", "")),
    (0x2500, 0x259F, Kind(11, "b", "")),
    (0x25A0, 0x25FF, Kind(9, "y", "")),
    (0x2600, 0x27BF, Kind(10, "e", "")),
    (0x3200, 0x33FF, Kind(11, "y", "")),
    (0xF900, 0xFAFF, Kind(16, "o", "CJK")),
    (0xFE00, 0xFE0F, Kind(7, "e", "")),
    (0xFF01, 0xFF65, Kind(8, "q", "")),
    (0x1F1E6, 0x1FAFF, Kind(9, "e", "")),
)
_NOT_TEXT = Kind(28, "x", "")


class _Kinds(dict[str, Kind]):
    """Every character's Kind, worked out when it is first met."""

    def __missing__(self, char: str) -> Kind:
        kind = self[char] = _kind(char)
        return kind


def _kind(char: str) -> Kind:
    category = unicodedata.category(char)
    code = ord(char)
    if char in "\0\n\t" or category == "Zs":
        return Kind(_COST.get(char, 4 if code < 0x80 else 9), "s", "")
    if category in ("Cc", "Cn", "Co", "Cs", "Zl", "Zp"):
        return _NOT_TEXT
    if category == "Cf":
        return Kind(8 if code in (0xAD, 0xFEFF) or 0x200B <= code <= 0x200F else 16, "e", "")
    for first, last, kind in _RANGES:
        if first <= code <= last:
            return kind
    known = _COST.get(char, 4.0 if code < 0x80 else None)
    if category[0] in "LM":
        script = unicodedata.name(char, "").split(" ")[0]
        script = _EAST_ASIAN.get(script, script)
        rare = 10 if 0x1F00 <= code <= 0x1FFF else 8 if 0x1EA0 <= code <= 0x1EF9 else 16
        shape = "m" if category[0] == "M" else {"Ll": "l", "Lu": "u"}.get(category, "o")
        return Kind(known or _SCRIPTS.get(script, rare), shape, script)
    if category[0] == "N":
        return Kind(known or 10, "d" if category == "Nd" else "y", "")
    if category == "Sc":
        return Kind(known or 9, "c", "")
    if category == "Pd":
        return Kind(known or 11, "h", "")
    if category in ("Ps", "Pi"):
        return Kind(known or 9, "p", "")
    if category[0] == "P":
        return Kind(known or (7 if 0x3000 <= code <= 0x303F else 11), "q" if char != "„" else "p", "")
    return Kind(known or 14, "y", "")


KINDS = _Kinds()
for _char in {char for page in PAGES for char in (*page.leads, *page.continuations)}:
    # Of text that was misread twice the first layer consists of these, however rare they are otherwise.
    if KINDS[_char].shape != "x":
        KINDS[_char] = KINDS[_char]._replace(cost=min(KINDS[_char].cost, 13.0))

_EVERYDAY = 6.0
_BESIDE = {
    (pair[0], pair[1]): float(bits)
    for bits, pairs in {
        2: "py qy sy pp cy yc",
        3: "lp up qp lh uh oh hl hu ho",
        4: "ly uy oy my yl yu yo yb by ps lu lc uc oc mc cl cu co",
        2.5: "ld ud",
        6: "lb ub ob bl bu bo db bd",
        8: "sm pm dm ym bm em qm",
    }.items()
    for pair in pairs.split()
}
"""Bits for one shape directly after another, beside their own: signs inside words, capitals after small letters."""
_ACCENTED = 8.0  # what capitals beyond A to Z cost at least


def _beside(left: Kind, right: Kind) -> float:
    """Bits for `right` to stand directly after `left`."""
    bits = _BESIDE.get((left.shape, right.shape), 0.0)
    if left.script != right.script and left.script and right.script:
        loose = left.script in _UNSPACED or right.script in _UNSPACED
        bits = 5.0 if loose else 10.0
    elif left.shape == right.shape == "u" and left.script == "LATIN" and min(left.cost, right.cost) >= _ACCENTED:
        bits = 2.0
    return bits


def _cost(text: str) -> float:
    """Bits of `text` without its surroundings."""
    kinds = [KINDS[char] for char in text]
    return sum(kind.cost for kind in kinds) + sum(map(_beside, kinds, kinds[1:]))


class Reading(NamedTuple):
    """What a stretch stands for through a page, and the bits that this saves, without its surroundings.

    `scripts` are those that it is written in as it stands; `plain` is one of nothing but letters and everyday signs.
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
    return Reading(decoded, _cost(unit) - _cost(decoded), scripts, plain)


_read_short = lru_cache(maxsize=65536)(_read)


def _reading(page: CodePage, unit: str) -> Reading:
    return _read_short(page, unit) if len(unit) <= 24 else _read(page, unit)


_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_MOST_FROM_NEIGHBOURS = 32.0
"""More than the surroundings can add: two neighbours of other scripts, and a script that the document hasn't."""
_AT_HOME = -8.0
"""Bits for nothing but letters and everyday signs, in a script that the document is written in."""
_CAPITAL_INSIDE = 4.0
_MOST_FOR_CAPITAL = 2 * _CAPITAL_INSIDE  # beside the break that _BESIDE counts
_OUT_OF_PLACE = 6.0
"""Bits for letters of a script that nothing else in the document is written in."""


class Damage(NamedTuple):
    """A stretch to be replaced: where it stands, what for, and the bits that speak for it."""

    start: int
    end: int
    decoded: str
    bits: float


def _candidates(runs: str) -> Iterator[CodePage]:
    """The pages through which anything in `runs` could be damage at all."""
    chars = frozenset(runs)
    for page in PAGES:
        if chars.isdisjoint(page.leads) or chars.isdisjoint(page.continuations) or not page.hint.search(runs):
            continue
        native = _scripts(chars.difference(page.leads, page.continuations))
        counted = False
        for unit in set(page.units.findall(runs)):
            reading = _reading(page, unit)
            if reading.saved + _MOST_FROM_NEIGHBOURS < ALONE:
                continue
            at_home = reading.saved + _AT_HOME + (_MOST_FOR_CAPITAL if KINDS[unit[0]].shape == "u" else 0.0)
            if at_home < ALONE and reading.plain and "LATIN" not in reading.scripts:
                if not counted and not native >= reading.scripts:
                    native, counted = _scripts(page.units.sub("", runs)), True
                if native >= reading.scripts:
                    continue
            yield page
            break


def _damages(page: CodePage, text: str, language: str | None) -> list[Damage]:
    """All that could be damage through `page` and saves enough to count, each weighed in its surroundings."""
    native = _scripts(page.units.sub("", text))
    languages: dict[str, float] = {}
    found = []
    for match in page.units.finditer(text):
        start, end = match.span()
        reading = _reading(page, match[0])
        own_letters = reading.plain and native.issuperset(reading.scripts)
        at_home = own_letters and reading.scripts != {"LATIN"}
        if reading.saved + (_AT_HOME if at_home else _MOST_FROM_NEIGHBOURS) < SUPPORTED:
            continue
        decoded = reading.decoded
        before = KINDS[text[start - 1]] if start else KINDS["\0"]
        after = KINDS[text[end]] if end < len(text) else KINDS["\0"]
        bits = reading.saved
        bits += _beside(before, KINDS[text[start]]) + _beside(KINDS[text[end - 1]], after)
        bits -= _beside(before, KINDS[decoded[0]]) + _beside(KINDS[decoded[-1]], after)
        if at_home:
            bits += _AT_HOME
            if before.shape == after.shape == "l" and KINDS[text[start]].shape == "u":
                bits += _CAPITAL_INSIDE
        elif native and not native.issuperset(reading.scripts):
            bits += _OUT_OF_PLACE
        if before.shape in _WORD_STARTS and KINDS[text[start]].shape == "u" and not KINDS[text[start + 1]].script:
            bits += _LONE_CAPITAL
        if KINDS[text[end - 1]].shape == "h" and KINDS[text[end - 2]].script and after.shape == "s":
            bits += _DASH_AT_WORD
        kinds = [KINDS[char] for char in decoded]
        scripts = {kind.script for kind in kinds}
        if own_letters and (
            (before.script and after.script and scripts == {""})
            or ((before.script or after.script) and not native.issuperset(scripts - {"", "LATIN"}))
        ):
            bits += _AT_HOME  # a word's own letters: no sign and no other script would stand in their place
        if before.shape in _WORD_STARTS and kinds[0].shape == "u" and (kinds[1:] or [after])[0].shape == "l":
            bits += 2  # a capital is no surprise there
        if before.shape == "u" and text[start - 2 : start - 1].isupper():
            bits += _LOWER_AFTER_CAPITALS * (_has_lower(text[start:end]) - _has_lower(decoded))
        if ALONE - MOST <= bits < ALONE and all(kind.shape != "m" and kind.script in ("", "LATIN") for kind in kinds):
            languages = languages or likely(text, language)
            bits += foreign(_latin(text[start:end]), languages) - foreign(_latin(decoded), languages)
        if bits >= SUPPORTED:
            found.append(Damage(start, end, decoded, bits))
    return found


def _has_lower(text: str) -> bool:
    return any(KINDS[char].shape == "l" for char in text)


def _latin(text: str) -> list[str]:
    """The Latin letters of `text` beyond a to z, in lower case (İ stays, which has none of one character)."""
    letters = (char for char in text if char > "\x7f" and KINDS[char].script == "LATIN")
    return [lower if len(lower := char.lower()) == 1 else char for char in letters]


def _scripts(text: Iterable[str]) -> frozenset[str]:
    """The scripts of the letters of `text`."""
    return frozenset(kind.script for char in set(text) if (kind := KINDS[char]).script)


class Finding(NamedTuple):
    """What one code page explains: the damage to undo, and the bits that it saves."""

    page: CodePage
    damages: list[Damage]
    bits: float

    def undo(self, text: str) -> str:
        pieces: list[str] = []
        position = 0
        for start, end, decoded, _ in self.damages:
            pieces += (text[position:start], decoded)
            position = end
        return "".join([*pieces, text[position:]])

    def beneath(self, rest: Finding) -> float:
        """The bits of what `rest` finds in the text that this one left, where this one has changed it."""
        shift = 0
        changed = []
        for start, end, decoded, _ in self.damages:
            changed.append(start - shift)
            shift += end - start - len(decoded)
        return sum(d.bits for d in rest.damages if bisect_left(changed, d.start) < bisect_left(changed, d.end))


_RARE_PAGES = {"iso-8859-2": 4.0, "iso-8859-7": 6.0, "iso-8859-15": 3.0, "windows-1258": 1.0, "cp850": 1.0}
"""Bits against a page beside its likelier twin: Windows-1250, 1253 and 1252 are what their ISO pages are taken for."""
_CLOSE = 0.75
_CLOSEST = 4
_UNEVEN = 3.0
_LOWER_AFTER_CAPITALS = 4.0
_LONE_CAPITAL = 3.0
_DASH_AT_WORD = 3.0
_WORD_STARTS = "spqh"
_A_GRAVE = "à".encode()
_WITH_A_GRAVE = frozenset({"ca", "fr", "gl", "it", "pt"})
_VOWELS = frozenset("aeiouyæœøı")


def find(text: str, language: str | None = None, ahead: bool = True) -> Finding | None:
    """The code page that explains the document's damage best; None where nothing is damaged.

    Where pages come close, they are told apart by what they leave: the letters of its language, vowels beside
    consonants, and of text that was misread twice (`ahead`) text that was misread once.
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
            close.setdefault(finding.undo(text), finding)
    if len(close) == 1:
        return findings[0]

    def merit(undone: str) -> float:
        finding = close[undone]
        rest = find(undone, language, ahead=False)
        bits = finding.bits - _RARE_PAGES.get(finding.page.name, 0.0) - _oddity(finding, undone, language)
        return bits + (finding.beneath(rest) if rest else 0.0)

    return close[max(close, key=merit)]


def _weigh(page: CodePage, text: str, language: str | None) -> Finding | None:
    """What `page` explains of `text`, if anything stands for itself."""
    damages = _damages(page, text, language)
    alone = [damage for damage in damages if damage.bits >= ALONE]
    bits = sum(damage.bits for damage in alone)
    if not alone:
        return None
    if bits < CONFIRMED:
        return Finding(page, alone, bits)
    damages = sorted(damages + _spaced(page, text, language))
    return Finding(page, damages, sum(damage.bits for damage in damages))


def _spaced(page: CodePage, text: str, language: str | None) -> list[Damage]:
    """Every à whose second byte, a no-break space, was made a plain one on the way: no other letter loses a byte so."""
    lead = next(char for char, byte in page.leads.items() if byte == _A_GRAVE[0])
    if lead + " " not in text:
        return []
    languages = likely(text, language)
    if max(languages, key=lambda name: languages[name]) not in _WITH_A_GRAVE:
        return []
    places = [match.start() for match in re.finditer(re.escape(lead) + "(?= )", text)]
    return [Damage(at, at + 1, "à", SUPPORTED) for at in places if not text[at - 1 : at].isupper()]


def _oddity(finding: Finding, undone: str, language: str | None) -> float:
    """Bits against what `finding` put into `undone`: Latin letters that no language has, or that don't alternate."""
    bits = 0.0
    shift = 0
    put: Counter[str] = Counter()
    for start, end, decoded, _ in finding.damages:
        put.update(_latin(decoded))
        for at, char in enumerate(decoded, start - shift):
            if KINDS[char].script != "LATIN":
                continue
            vowel = _is_vowel(char.lower())
            for beside in (undone[at - 1 : at], undone[at + 1 : at + 2]):
                if beside.isalpha() and _is_vowel(beside.lower()) == vowel:
                    bits += _UNEVEN
        shift += end - start - len(decoded)
    return bits + unusual(put, likely(undone, language))


@lru_cache(maxsize=4096)
def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[:1] in _VOWELS

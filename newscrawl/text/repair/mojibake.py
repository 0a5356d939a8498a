"""Finds mojibake, which is UTF-8 decoded as a single-byte code page, and undoes it.

1. For each code page, text/repair/stretches.py finds the stretches that may be damage, with the
   bits that speak for damage.
2. `_explained` decides what the page explains. One stretch must be certain by itself (ALONE). If
   all such stretches together make the page certain (CONFIRMED), any further stretch counts too.
3. `find` chooses one page for the whole document: the one with the most bits. Pages that come close
   are compared by the texts that they leave (`_merit`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from newscrawl.text.repair.alphabets import likely, unusual
from newscrawl.text.repair.character_costs import KINDS
from newscrawl.text.repair.codepages import PAGES, CodePage
from newscrawl.text.repair.edits import Edit, apply
from newscrawl.text.repair.stretches import RUN, SUPPORTED, Damage, damages

ALONE = 10.0
"""Bits that a stretch needs if nothing else in the document shows damage: a thousand to one."""
CONFIRMED = 20.0
"""Bits that make a document's code page certain: a million to one."""
MAX_SIGNS = 200_000
"""Documents with more characters beyond ASCII, in rows of two or more, are not searched. A long
article has 100,000 letters, and a damaged character takes up to 30 µs.
"""
_CLOSE = 0.75
"""Code pages with at least three quarters of the best page's bits are compared by their results."""
_CLOSEST = 4
"""The most code pages that are compared by their results. Each costs a pass through the text."""
_RARE_PAGES = {"iso-8859-2": 4.0, "iso-8859-7": 6.0, "iso-8859-15": 3.0}
"""Bits against an ISO page: software reads the Windows page where the ISO page is declared."""
_RARE_PAGES |= {"windows-1258": 1.0, "cp850": 1.0}
_UNEVEN = 3.0
"""Bits against two vowels or two consonants side by side: languages alternate them."""
_VOWELS = frozenset("aeiouyæœøı")
_A_GRAVE = "à".encode()
_WITH_A_GRAVE = frozenset({"ca", "fr", "gl", "it", "pt"})


class Finding(NamedTuple):
    """All damage through one code page, in its order, and the bits that speak for the damage."""

    page: CodePage
    damages: list[Damage]
    bits: float

    def edits(self, text: str) -> list[Edit]:
        """Returns the edits that undo the damage in `text`."""
        rule = f"mojibake.{self.page.name}"
        return [
            Edit(rule, text[one.start : one.end], one.decoded, one.start) for one in self.damages
        ]

    def undone(self) -> list[range]:
        """Returns the places of the undone stretches in the undone text."""
        places, shift = [], 0
        for one in self.damages:
            places.append(range(one.start + shift, one.start + shift + len(one.decoded)))
            shift += len(one.decoded) - (one.end - one.start)
        return places


def find(text: str, language: str | None = None) -> Finding | None:
    """Returns the damage through the code page that explains it best; None if there is no damage."""
    findings = _findings(text, language)
    results: dict[str, Finding] = {}
    for finding in findings:
        if finding.bits >= _CLOSE * findings[0].bits and len(results) < _CLOSEST:
            results.setdefault(apply(text, finding.edits(text)), finding)
    if len(results) <= 1:
        return findings[0] if findings else None
    return results[max(results, key=lambda result: _merit(results[result], result, language))]


def _findings(text: str, language: str | None) -> list[Finding]:
    """Returns what each code page explains, the page with the most bits first."""
    runs = "\n".join(RUN.findall(text))
    if not runs or len(runs) > MAX_SIGNS:
        return []
    chars = frozenset(runs)
    found = [
        _explained(page, text, language)
        for page in PAGES
        if not (chars.isdisjoint(page.leads) or chars.isdisjoint(page.continuations))
        and page.hint.search(runs)
    ]
    return sorted(filter(None, found), key=lambda finding: -finding.bits)


def _explained(page: CodePage, text: str, language: str | None) -> Finding | None:
    """Returns the damage through `page`; None if no stretch is certain by itself."""
    every = damages(page, text)
    certain = [damage for damage in every if damage.bits >= ALONE]
    if sum(damage.bits for damage in certain) >= CONFIRMED:
        certain = sorted(every + _spaced(page, text, language))
    return Finding(page, certain, sum(damage.bits for damage in certain)) if certain else None


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


def _merit(finding: Finding, result: str, language: str | None) -> float:
    """Returns the bits for a code page, judged by the text that undoing its damage leaves.

    Good text has the letters of its language, and vowels beside consonants. A page also gains if
    the undone stretches are damaged themselves: then the text was misread twice.
    """
    undone = finding.undone()
    bits = finding.bits - _RARE_PAGES.get(finding.page.name, 0.0)
    bits -= _oddity(result, undone, language)
    if further := _findings(result, language):
        starts = {place.start for place in undone}
        bits += sum(
            damage.bits
            for damage in further[0].damages
            if not starts.isdisjoint(range(damage.start, damage.end))
        )
    return bits


def _oddity(result: str, undone: list[range], language: str | None) -> float:
    """Returns the bits against the Latin letters of `result` in the places that were undone."""
    bits = 0.0
    put: Counter[str] = Counter()
    for at in (at for place in undone for at in place if KINDS[result[at]].script == "LATIN"):
        letter = result[at].lower()
        put[letter if len(letter) == 1 else result[at]] += 1
        vowel = _is_vowel(letter)
        for neighbour in (result[at - 1 : at], result[at + 1 : at + 2]):
            if neighbour.isalpha() and _is_vowel(neighbour.lower()) == vowel:
                bits += _UNEVEN
    return bits + unusual(put, likely(result, language))


@lru_cache(maxsize=4096)
def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[:1] in _VOWELS

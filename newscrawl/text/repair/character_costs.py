"""The costs of characters in bits: how unlikely each is in news text, alone and beside another.

stretches.py compares two readings of one text by these costs. Lower costs mean likelier text.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from newscrawl.text.repair.codepages import PAGES
from newscrawl.text.vocabulary import entries


class Kind(NamedTuple):
    """What a character costs and how it looks.

    `cost` is in bits. `script` is the Unicode name of the script of a letter or mark, else "".
    `shape` is one of:

    - l, u, o: letters (lower case, upper case, without case); m: combining marks; d: digits
    - s: spaces and the ends of a text
    - p: opening punctuation; q: closing and inner punctuation; h: dashes
    - c: currencies; e: pictures and invisible signs; b: box drawing; y: other symbols
    - x: characters that no text has
    """

    cost: float
    shape: str
    script: str


def _table(name: str) -> dict[str, float]:
    """Returns the second word of each line of a table -> the number before it."""
    rows = (row.split(" ") for row in entries(__package__, name))
    return {key: float(cost) for cost, key in rows}


_COST = {char: cost for chars, cost in _table("character_costs").items() for char in chars}
_NO_BREAK_SPACE = 7.0
"""Commoner than other spaces beyond ASCII. Not in the table, because nobody would see it there."""
_COST["\u00a0"] = _NO_BREAK_SPACE
_SCRIPTS = _table("script_costs")
_EAST_ASIAN = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})
"""First words of the names of characters that stand in one text with those of CJK."""
_OFTEN_MIXED = frozenset({"CJK", "THAI", "LAO", "KHMER", "MYANMAR", "HANGUL"})
"""Scripts whose texts set Latin words directly beside their own letters."""
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
# The costs of characters that neither _COST nor _RANGES lists: orders of magnitude, as in _COSTS,
# chosen by hand.
_ASCII, _SPACE = 4.0, 9
_INVISIBLE, _USUAL_INVISIBLE = 16, 8  # the usual ones join letters of some scripts
_RARE_LETTER, _GREEK_EXTENDED, _VIETNAMESE = 16, 10, 8  # of blocks that few texts use
_CJK_PUNCTUATION = 7
_SIGNS: dict[str, tuple[str, float]] = {
    "Nd": ("d", 10),
    "N": ("y", 10),
    "Sc": ("c", 9),
    "S": ("y", 14),
    "Pd": ("h", 11),
    "Ps": ("p", 9),
    "Pi": ("p", 9),
    "P": ("q", 11),
}
"""Unicode's category of a sign, or its first letter -> shape and cost."""


class _Kinds(dict[str, Kind]):
    """Character -> its Kind, computed when the character is first met."""

    def __missing__(self, char: str) -> Kind:
        kind = self[char] = _kind(char)
        return kind


def _kind(char: str) -> Kind:
    category = unicodedata.category(char)
    code = ord(char)
    if char in "\0\n\t" or category == "Zs":
        return Kind(_COST.get(char, _ASCII if char.isascii() else _SPACE), "s", "")
    if category in ("Cc", "Cn", "Co", "Cs", "Zl", "Zp"):
        return _NOT_TEXT
    if category == "Cf":
        usual = char in "\xad\ufeff" or "\u200b" <= char <= "\u200f"
        return Kind(_USUAL_INVISIBLE if usual else _INVISIBLE, "e", "")
    for first, last, kind in _RANGES:
        if first <= code <= last:
            return kind
    known = _COST.get(char, _ASCII if char.isascii() else None)
    return _letter(char, category, known) if category[0] in "LM" else _sign(char, category, known)


def _letter(char: str, category: str, known: float | None) -> Kind:
    script = unicodedata.name(char, "").split(" ")[0]
    script = "CJK" if script in _EAST_ASIAN else script
    rare = _RARE_LETTER
    if "\u1f00" <= char <= "\u1fff":
        rare = _GREEK_EXTENDED
    elif "\u1ea0" <= char <= "\u1ef9":
        rare = _VIETNAMESE
    shape = "m" if category[0] == "M" else {"Ll": "l", "Lu": "u"}.get(category, "o")
    return Kind(known or _SCRIPTS.get(script, rare), shape, script)


def _sign(char: str, category: str, known: float | None) -> Kind:
    shape, usual = _SIGNS.get(category) or _SIGNS[category[0]]
    if shape == "q" and "\u3000" <= char <= "\u303f":
        usual = _CJK_PUNCTUATION
    return Kind(known or usual, shape, "")


KINDS = _Kinds()
_MISREAD_TWICE = 13.0
"""The highest cost of a character of the code pages: text misread twice has such characters."""
for _char in {char for page in PAGES for char in (*page.leads, *page.continuations)}:
    if KINDS[_char].shape != "x":
        KINDS[_char] = KINDS[_char]._replace(cost=min(KINDS[_char].cost, _MISREAD_TWICE))

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
"""The bits for two shapes side by side, which are added to the costs of the two characters.

Signs inside words and capitals after small letters are unlikely. The bits are chosen by hand, as
the costs are.
"""
_ACCENTED = 8.0  # the least cost of capitals beyond A to Z
_OTHER_SCRIPT, _OTHER_SCRIPT_MIXED, _ACCENTED_PAIR = 10.0, 5.0, 2.0
"""Bits for two letters side by side: of different scripts, of different scripts if one is often
mixed with Latin, and for two accented Latin capitals.
"""


def beside(left: Kind, right: Kind) -> float:
    """Returns the bits for `right` directly after `left`, beyond their own costs."""
    bits = _BESIDE.get((left.shape, right.shape), 0.0)
    if left.script != right.script and left.script and right.script:
        mixed = left.script in _OFTEN_MIXED or right.script in _OFTEN_MIXED
        bits = _OTHER_SCRIPT_MIXED if mixed else _OTHER_SCRIPT
    elif (
        left.shape == right.shape == "u"
        and left.script == "LATIN"
        and min(left.cost, right.cost) >= _ACCENTED
    ):
        bits = _ACCENTED_PAIR
    return bits


def cost(text: str) -> float:
    """Returns the bits of `text`, without its surroundings."""
    kinds = [KINDS[char] for char in text]
    return sum(kind.cost for kind in kinds) + sum(map(beside, kinds, kinds[1:]))

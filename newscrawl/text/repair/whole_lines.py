"""Repairs whole lines: lines broken at a fixed width, repeated lines, menus of languages."""

from __future__ import annotations

import re
from itertools import pairwise

from newscrawl.text.repair.edits import JOINT, Edit, parts_of
from newscrawl.text.vocabulary import entries

_NARROWEST, _WIDEST = 50, 120
"""Widths in characters at which mail and terminals wrap lines. Verse is narrower than that."""
_FEWEST_WRAPS = 2  # one line end alone does not show a width
_SHORTEST_REPEATED = 25  # shorter texts may repeat on purpose, such as "No, no"
_FEWEST_SIGNS = 10
"""A text with fewer different characters is a pattern, such as a row of dashes."""
_BETWEEN = re.compile(r"[\s|/–—·•.:-]{0,3}")
_LANGUAGE_NAMES = frozenset(entries(__package__, "language_names"))
"""Names and codes by which menus offer languages, in lower case."""
_SIGN = re.compile("[/|·•]")
_SWITCH = re.compile(r"[ \t]*[/|·•][ \t]*")
_LONGEST_SWITCH = 80
"""Characters of the longest line that may be a menu of languages: menus offer a few."""


def line_wraps(text: str) -> list[Edit]:
    """Joins lines that end because the next word would have passed a fixed width."""
    edits = []
    for part, start in parts_of(text) if "\n" in text else ():
        if part.count("\n") < _FEWEST_WRAPS:
            continue
        lines = part.split("\n")
        width = max(map(len, lines))
        if not _NARROWEST <= width <= _WIDEST:
            continue
        pairs = list(pairwise(lines))
        forced = all(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairs)
        if forced and any(after[:1].islower() for _, after in pairs):
            place = start
            for line, following in pairs:
                place += len(line)
                joined = (
                    ""
                    if line[-2:-1].isalpha() and line.endswith("-") and following[:1].islower()
                    else " "
                )
                edits.append(Edit("line_wraps", "\n", joined, place))
                place += 1
    return edits


def repeated(text: str) -> list[Edit]:
    """Halves parts that say the same twice, such as captions with their picture's alt text."""
    edits = []
    for part, start in parts_of(text):
        once = part
        while len(once) >= 2 * _SHORTEST_REPEATED and (half := _half(once)) is not None:
            once = half
        if once is not part:
            edits.append(Edit("repeated", part, once, start))
    return edits


def _half(part: str) -> str | None:
    """Returns the text that `part` says twice; None without one, or if a few characters repeat."""
    size = len(part)
    # up to three characters may stand between the halves
    for start in ((size + 1) // 2, (size + 3) // 2):
        half = part[start:]
        if (
            part.startswith(half)
            and _BETWEEN.fullmatch(part, size - start, start)
            and len(set(half)) >= _FEWEST_SIGNS
        ):
            return half
    return None


def language_switches(text: str) -> list[Edit]:
    """Removes lines that only offer the page in other languages, such as "English / Arabic"."""
    if not _SIGN.search(text):
        return []
    edits = []
    start = 0
    for line in text.replace(JOINT, "\n").split("\n"):
        if len(line) <= _LONGEST_SWITCH and _SIGN.search(line) and _is_switch(line):
            edits.append(Edit("language_switches", line, "", start))
        start += len(line) + 1
    return edits


def _is_switch(line: str) -> bool:
    names = [name.strip().lower() for name in _SWITCH.split(line)]
    return len(names) > 1 and len(set(names)) == len(names) and _LANGUAGE_NAMES.issuperset(names)

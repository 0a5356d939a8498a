"""Repairs the strings of a document. Undamaged text passes unchanged.

Every single change is reported, under one of these rules:

- `mojibake.PAGE`: UTF-8 that was read through that code page
- `entities`, `percent_encoded`: HTML that was escaped once too often
- `surrogates`, `control_characters`, `c1_controls`: characters that do not belong into text
- `soft_hyphens`, `zero_width_spaces`, `spaces`, `white_space`, `line_ends`, `line_wraps`: layout
- `nfc`: accents composed
- `repeated`: a string that contains the same text twice
- `language_switches`: a line that offers the page in other languages
- `lossy`: characters lost for good, reported and left unchanged (`before` equals `after`)

The rules of layout change no words. All other rules may.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from newscrawl.text import marks
from newscrawl.text.repair import mojibake, normalize, whole_lines
from newscrawl.text.repair.edits import JOINT, Change, Edit, Rule, apply

__all__ = ["Change", "Repaired", "repair"]


@dataclass
class Repaired:
    """The repaired strings in the given order, with every change made to them."""

    parts: list[str]
    changes: list[Change]


def repair(parts: Sequence[str], language: str | None = None) -> Repaired:
    """Returns the strings of one document, repaired together: one string may prove a doubtful one."""
    changes = [
        Change("control_characters", JOINT, "", where)
        for where, part in enumerate(parts)
        if JOINT in part
        for _ in range(part.count(JOINT))
    ]
    clean = [part.replace(JOINT, "") for part in parts] if changes else parts
    given = text = JOINT.join(clean)
    for _ in range(_ROUNDS):
        if not text or _is_clean(text, language):
            break
        before = text
        text = _applied(_BYTES, text, changes)
        for _ in range(_LAYERS):
            found = mojibake.find(text, language)
            if found is None:
                break
            text = _edited(text, found.edits(text), changes)
        text = _applied(_CHARACTERS, text, changes)
        if text == before:
            break
    else:
        # Only text made for the purpose has repairs within repairs without end. Such text keeps
        # its characters, except those that no record may hold.
        changes = []
        text = _applied(_FOR_ANY_RECORD, given, changes)
    changes += _placed(text, normalize.lossy(text))
    return Repaired(text.split(JOINT) if parts else [], changes)


def _applied(steps: Iterable[Step], text: str, changes: list[Change]) -> str:
    """Returns `text` after all steps, and adds what they change to `changes`."""
    signs = _signs(text)
    for rule, needed in steps:
        if needed is None or not needed.isdisjoint(signs):
            text = _edited(text, rule(text), changes)
    return text


def _signs(text: str) -> set[str]:
    """Returns the characters of a text that are in `_ODD` or beyond ASCII."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return set(rest.decode("utf-8", "surrogatepass"))


def _edited(text: str, edits: list[Edit], changes: list[Change]) -> str:
    changes += _placed(text, edits)
    return apply(text, edits)


Step = tuple[Rule, frozenset[str] | None]
"""A rule, and the characters of `_ODD` without which it changes nothing, or None."""

_FOR_ANY_RECORD: tuple[Step, ...] = (
    (normalize.surrogates, normalize.SURROGATES),
    (normalize.control_characters, normalize.CONTROLS),
)
_BYTES: tuple[Step, ...] = (
    *_FOR_ANY_RECORD,
    (normalize.entities, None),
    (normalize.percent_encoded, None),
)
_LINES = (whole_lines.line_wraps, whole_lines.language_switches, whole_lines.repeated)
# White space, soft hyphens and C1 controls may be bytes of misread characters, so mojibake is
# repaired before them.
_CHARACTERS: tuple[Step, ...] = (
    (normalize.c1_controls, normalize.C1),
    (normalize.line_ends, normalize.LINE_ENDS),
    (normalize.soft_hyphens, normalize.SOFT),
    (normalize.zero_width_spaces, normalize.ZERO_WIDTH),
    (normalize.spaces, normalize.EXOTIC),
    (normalize.nfc, None),
    (normalize.white_space, None),
    *((rule, None) for rule in _LINES),
)
_SEEN_AT_A_GLANCE = (normalize.entities, normalize.percent_encoded, *_LINES)
_ROUNDS = 8
"""The most rounds. One repair may make another possible, but only made text needs more rounds."""
_LAYERS = 16  # the most misreadings on top of each other that one round undoes
_ODD = frozenset("\t").union(
    normalize.SURROGATES, normalize.CONTROLS, normalize.C1, normalize.LINE_ENDS, normalize.SOFT, normalize.ZERO_WIDTH,
    normalize.EXOTIC,
)  # fmt: skip
_PLAIN = bytes(sign for sign in range(128) if chr(sign) not in _ODD)


def _is_clean(text: str, language: str | None) -> bool:
    """Returns whether no rule changes anything. Nearly all text is clean, so speed counts here."""
    if (
        normalize.has_loose_blanks(text)
        or not _ODD.isdisjoint(_signs(text))
        or any(rule(text) for rule in _SEEN_AT_A_GLANCE)
    ):
        return False
    if text.isascii():
        return True
    composed = marks.bounded(text) == text and unicodedata.is_normalized("NFC", text)
    return composed and not mojibake.find(text, language)


def _placed(text: str, edits: list[Edit]) -> list[Change]:
    """Returns the edits of a document as changes of its parts."""
    if not edits:
        return []
    starts = list(accumulate((len(part) + 1 for part in text.split(JOINT)), initial=0))
    return [
        Change(rule, before, after, bisect_right(starts, position) - 1)
        for rule, before, after, position in edits
    ]

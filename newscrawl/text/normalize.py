"""Everything but mojibake that text from the web brings along: entities, controls, spaces, split characters.

A document is one string here, its parts joined by NUL, so that a rule looks at all of it once. Each rule takes the
document and returns it with the changes made, which name the place in the document as it was.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

JOINT = "\0"


class Edit(NamedTuple):
    """A change at the character `position` of the document."""

    rule: str
    before: str
    after: str
    position: int


Rule = Callable[[str], tuple[str, list[Edit]]]


def substitute(rule: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> tuple[str, list[Edit]]:
    """`text` with every match replaced, and an Edit for each that `replace` changed."""
    edits = [
        Edit(rule, match[0], after, match.start())
        for match in pattern.finditer(text)
        if (after := replace(match)) != match[0]
    ]
    return apply(text, edits), edits


def apply(text: str, edits: list[Edit]) -> str:
    """`text` with the edits made; they stand in order and don't overlap."""
    if not edits:
        return text
    pieces = []
    position = 0
    for _, before, after, start in edits:
        pieces += (text[position:start], after)
        position = start + len(before)
    return "".join([*pieces, text[position:]])


_SURROGATES = re.compile(r"[\udc80-\udcff]+|[\ud800-\udfff]+")


def _join_surrogates(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] >= "\udc80" and found[-1] <= "\udcff" and all("\udc80" <= char <= "\udcff" for char in found):
        return found.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def surrogates(text: str) -> tuple[str, list[Edit]]:
    """Pairs become their character, bytes that Python carried through as surrogates are read, lone ones are lost: U+FFFD."""
    return substitute("surrogates", _SURROGATES, _join_surrogates, text)


_ENTITY = re.compile(r"&(?:(?:amp|#38|#[xX]26);)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _unescape(match: re.Match[str]) -> str:
    entity = f"&{match[1]};"
    char = html.unescape(entity)
    return match[0] if char == entity or char == JOINT else char


def entities(text: str) -> tuple[str, list[Edit]]:
    """Entities that were escaped twice or more often, and so are still there after the page was read."""
    return substitute("entities", _ENTITY, _unescape, text) if "&" in text else (text, [])


_CONTROLS = re.compile("\x1b\\[[0-9;]{0,20}[A-Za-z]|[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufff9-\ufffc\ufffe\uffff]+")


def control_characters(text: str) -> tuple[str, list[Edit]]:
    """Controls, terminal escapes, noncharacters and the object replacement character go; line feed and tab stay."""
    return substitute("control_characters", _CONTROLS, lambda match: "", text)


_C1 = re.compile("[\x80-\x9f]+")


def _from_windows(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", "ignore")


def c1_controls(text: str) -> tuple[str, list[Edit]]:
    """C1 controls are Windows-1252's characters read as Latin-1, as every browser takes them."""
    return substitute("c1_controls", _C1, _from_windows, text)


_SOFT = re.compile("[\xad\u2060\ufeff]+")
_ZERO_WIDTH = re.compile("\u200b+")
# Scripts written without spaces, where U+200B says where a line may break.
_BREAKS_AT_ZERO_WIDTH = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f]")


def soft_hyphens(text: str) -> tuple[str, list[Edit]]:
    """Soft hyphens, word joiners and byte-order marks only say where a line may break."""
    return substitute("soft_hyphens", _SOFT, lambda match: "", text)


def zero_width_spaces(text: str) -> tuple[str, list[Edit]]:
    """U+200B goes, but beside Thai, Lao, Khmer and Burmese letters, which are written with it."""

    def keep(match: re.Match[str]) -> str:
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        return match[0] if _BREAKS_AT_ZERO_WIDTH.search(around) else ""

    return substitute("zero_width_spaces", _ZERO_WIDTH, keep, text)


_EXOTIC = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]*\n[ \t\n]*|[ \t]{2,}|\t|(?<![^\x00])[ \t\n]+|[ \t\n]+(?![^\x00])")


def spaces(text: str) -> tuple[str, list[Edit]]:
    """No-break, thin, ideographic and other spaces to a plain one."""
    return substitute("spaces", _EXOTIC, lambda match: " " * len(match[0]), text)


def line_ends(text: str) -> tuple[str, list[Edit]]:
    return substitute("line_ends", _LINE_ENDS, lambda match: "\n", text)


def white_space(text: str) -> tuple[str, list[Edit]]:
    """Runs of blanks to one, of line ends to one; none at either end of a part."""

    def collapse(match: re.Match[str]) -> str:
        start, end = match.span()
        if start == 0 or end == len(text) or text[start - 1] == JOINT or text[end] == JOINT:
            return ""
        return "\n" if "\n" in match[0] else " "

    return substitute("white_space", _BLANKS, collapse, text)


_CLUSTER = re.compile(r"[^\x00-\x7f]+|[\x00-\x7f](?=[^\x00-\x7f])[^\x00-\x7f]+")


def nfc(text: str) -> tuple[str, list[Edit]]:
    """Decomposed accents composed, as in Unicode's normalisation form C."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    return substitute("nfc", _CLUSTER, lambda match: unicodedata.normalize("NFC", match[0]), text)

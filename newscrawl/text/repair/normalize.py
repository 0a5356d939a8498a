"""Repairs of web text other than mojibake: entities, control characters, spaces, split characters.

Each rule takes a document (edits.py) and returns the edits that repair it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

from newscrawl.text import marks
from newscrawl.text.repair.edits import JOINT, Edit, replacing, substitute
from newscrawl.text.scripts import BURMESE, KHMER, LAO, THAI


def _between(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


SURROGATES = _between((0xD800, 0xDFFF))
CONTROLS = _between(
    (0x01, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x7F), (0xFFF9, 0xFFFC), (0xFFFE, 0xFFFF)
)
C1 = _between((0x80, 0x9F))
LINE_ENDS = frozenset("\r\u2028\u2029")
SOFT = frozenset("\xad\u2060\ufeff")
ZERO_WIDTH = frozenset("\u200b")
EXOTIC = frozenset("\xa0\u1680\u202f\u205f\u3000") | _between((0x2000, 0x200A))


def one_of(*signs: frozenset[str]) -> str:
    """Returns a pattern for any one of the characters."""
    codes = sorted(ord(char) for char in frozenset().union(*signs))
    return "[" + "".join(f"\\U{code:08x}" for code in codes) + "]"


_SURROGATES = re.compile(r"[\udc80-\udcff]+|[\ud800-\udfff]+")


def _join_surrogates(match: re.Match[str]) -> str:
    found = match[0]
    if "\udc80" <= found[0] <= "\udcff":
        return found.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


surrogates = replacing("surrogates", _SURROGATES, _join_surrogates)
"""Joins pairs, decodes bytes carried as surrogates (PEP 383), and replaces lone ones by U+FFFD."""
_ENTITY = re.compile(
    r"&(?:(?:amp|#38|#[xX]26);)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)


def _unescape(match: re.Match[str]) -> str:
    entity = f"&{match[1]};"
    char = html.unescape(entity)
    return match[0] if char in (entity, JOINT) else char


def entities(text: str) -> list[Edit]:
    """Decodes entities that were escaped twice or more often and so stayed in the text."""
    if "&" not in text or ";" not in text:
        return []
    return substitute("entities", _ENTITY, _unescape, text)


_WORD = re.compile(r"[^\s\x00]+")
_ENCODED_TAG = re.compile(r"%3[Cc](?:%2[Ff])?[A-Za-z]")
# A script or a style is removed with its text, any other tag without it.
_TAG = re.compile(
    r"<(script|style)\b[^<>]*>.*?(?:</\1[^<>]*>|\Z)|<[a-z/!][^<>]*>", re.IGNORECASE | re.DOTALL
)


def percent_encoded(text: str) -> list[Edit]:
    """Replaces percent-encoded HTML by the text that it holds. Addresses are not changed."""
    if "%3" not in text:
        return []
    edits = []
    for match in _WORD.finditer(text):
        word = match[0]
        tag = _ENCODED_TAG.search(word)
        end = max(word.rfind("%3E"), word.rfind("%3e"))
        if tag is None or end < tag.start() or _is_address(word[: tag.start()]):
            continue
        before = word[tag.start() :]
        after = _TAG.sub(" ", unquote(before)).replace(JOINT, "")
        if "\ufffd" not in after:
            edits.append(Edit("percent_encoded", before, after, match.start() + tag.start()))
    return edits


def _is_address(before: str) -> bool:
    return "/" in before or before.endswith(("=", "?", "&"))


_CONTROLS = re.compile("\x1b\\[[0-9;]{0,20}[A-Za-z]|" + one_of(CONTROLS) + "+")
control_characters = replacing("control_characters", _CONTROLS, lambda match: "")
"""Removes controls but line feeds and tabs, terminal escapes, noncharacters and U+FFFC."""


def _from_windows(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", "ignore")


c1_controls = replacing("c1_controls", re.compile(one_of(C1) + "+"), _from_windows)
"""Reads C1 controls as characters of Windows-1252, as every browser does."""
soft_hyphens = replacing("soft_hyphens", re.compile(one_of(SOFT) + "+"), lambda match: "")
"""Removes soft hyphens, word joiners and byte-order marks: they only say where a line may break."""
spaces = replacing("spaces", re.compile(one_of(EXOTIC) + "+"), lambda match: " " * len(match[0]))
"""Replaces no-break, thin, ideographic and other spaces by plain ones."""
line_ends = replacing("line_ends", re.compile("\r\n?|[\u2028\u2029]"), lambda match: "\n")
"""Replaces every line end by a line feed."""
_ZERO_WIDTH = re.compile("\u200b+")
# Scripts without spaces that mark the ends of words by U+200B: Tibetan, Tai, Balinese, Javanese and
# Cham too.
_BREAKS_AT_ZERO_WIDTH = re.compile(
    f"[{THAI}{LAO}\u0f00-\u0fff{BURMESE}{KHMER}\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1bbf\ua980-\ua9ff\uaa00-\uaadf]"
)


def zero_width_spaces(text: str) -> list[Edit]:
    """Removes U+200B, except beside scripts that are written with it, such as Thai and Khmer."""

    def keep(match: re.Match[str]) -> str:
        around = (
            text[max(match.start() - 2, 0) : match.start()] + text[match.end() : match.end() + 2]
        )
        return match[0] if _BREAKS_AT_ZERO_WIDTH.search(around) else ""

    return substitute("zero_width_spaces", _ZERO_WIDTH, keep, text)


# The pattern begins with one set of characters, because then the search takes a third of the time.
_BLANKS = re.compile(r"[\x00 \t\n](?:[ \t\n]+|(?<=[\t\n])|(?<=\A )|(?<= )(?=\x00|\Z))")
_PAIRS, _LINE_PAIRS = ("  ", " \0", "\0 "), (" \n", "\n ", "\n\n", "\n\0", "\0\n")


def has_loose_blanks(text: str) -> bool:
    """Returns whether `white_space` changes anything. This takes a tenth of its time."""
    return (
        "\t" in text
        or any(pair in text for pair in _PAIRS)
        or ("\n" in text and any(pair in text for pair in _LINE_PAIRS))
        or text[:1] in (" ", "\n")
        or text[-1:] in (" ", "\n")
    )


def white_space(text: str) -> list[Edit]:
    """Replaces runs of blanks or line ends by one, and removes them at the ends of parts."""
    if not has_loose_blanks(text):
        return []
    edits = []
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if text[start] == JOINT:
            start += 1
            after = ""
        elif start == 0 or end == len(text) or text[end] == JOINT:
            after = ""
        else:
            after = "\n" if "\n" in match[0] else " "
        if text[start:end] != after:
            edits.append(Edit("white_space", text[start:end], after, start))
    return edits


_CLUSTER = re.compile(r"[^\x00-\x7f]+|[\x00-\x7f](?=[^\x00-\x7f])[^\x00-\x7f]+")


def nfc(text: str) -> list[Edit]:
    """Composes decomposed accents (Unicode's normalisation form C)."""
    safe = marks.bounded(text)
    if safe == text and unicodedata.is_normalized("NFC", text):
        return []
    return substitute("nfc", _CLUSTER, lambda match: marks.normalize("NFC", match[0]), text)


_LOST = re.compile("[?\ufffd]+")
_QUESTIONS = re.compile(r"\?\?*")  # a pattern that begins with one character is found faster
_CUT_OFF = frozenset({"â€", "вЂ", "β€", "ג€", "ā€", "โ€", "‚Ä", "ΓÇ", "ÔÇ", "Б─"})
"""The first two bytes of dashes and quotation marks, misread through each code page."""
_CUT_OFF_LETTERS = frozenset("ÃÂÐÑ")
"""The first bytes of accented Latin and of Cyrillic letters, misread through Windows-1252."""


def lossy(text: str) -> list[Edit]:
    """Returns an edit that changes nothing for each place that lost characters for good."""
    if "?" not in text and "\ufffd" not in text:
        return []
    edits = []
    for match in (_LOST if "\ufffd" in text else _QUESTIONS).finditer(text):
        start, end = match.span()
        if text[max(start - 2, 0) : start] in _CUT_OFF:
            start -= 2
        elif (
            text[start - 1 : start] in _CUT_OFF_LETTERS
            and (text[start - 2 : start - 1] + text[end : end + 1]).islower()
        ):
            start -= 1
        elif "\ufffd" not in match[0]:
            continue
        edits.append(Edit("lossy", text[start:end], text[start:end], start))
    return edits

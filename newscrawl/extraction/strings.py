"""Reads the texts of elements, and brings texts into clean and comparable forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from lxml import etree
from w3lib.html import replace_entities

from newscrawl.text import marks

MAX_CONTENT = 10_000
"""Characters that `clean` reads of a text, and that are kept of a meta element's content."""

MAX_TEXT = 2_000
"""Characters of an element's text that `text_of` reads by default: facts are short."""
_NESTED = 3
"""Levels of lists and nodes that `clean` opens to find a text: [{"name": ["A. Example"]}] has
three.
"""
_MIN_EVENTS = 1_000
"""`text_of` stops after so many starts and ends of elements, or after `limit` if that is more."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
UNFIT = re.compile("[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f\ufeff\u200b]")
"""Lone surrogates, control characters, and marks without a width: they belong in no text and no
address.
"""
_WORDS = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans(dict(zip("äöüßåøæıđł", "ae oe ue ss a o ae i d l".split(), strict=True)))
INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr o:p output q rb ruby s samp "
    "slot small span strike strong sub sup time tt u var wbr br img".split()
)
"""Elements whose text runs on in the line around them."""
_JOINED = (INLINE - {"br"}) | {"meta", "link", "rt", "rp"}
"""Elements that do not separate the words before and after them."""
SILENT = frozenset(("script", "style", "noscript", "svg", "template", "rt", "rp"))
"""Elements whose text is not shown, or shown above the words that it helps to pronounce."""


def collapse(text: str) -> str:
    """Returns `text` with runs of HTML's white space as one space. The line break of word processors
    (vertical tab) counts too.

    No-break spaces (U+00A0) and U+0085 stay, because the repair still needs them: in damaged text
    they are parts of letters. For example, "Ã" and U+00A0 stand for "à".
    """
    if text.isascii():
        return " ".join(text.split())
    # looking for one sign after the other is faster than a pattern
    for sign in "\t\n\v\f\r":
        if sign in text:
            text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def clean(value: object, limit: int = MAX_CONTENT) -> str | None:
    """Returns a text in one line, without tags, entities and unfit characters; None if nothing is
    left.

    A node stands for its name or text, a list for its first entry.
    """
    for _ in range(_NESTED):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("text")
    if not isinstance(value, str):
        return None
    value = value[:limit]
    if "&" in value:
        # JSON-LD is often escaped twice.
        value = replace_entities(replace_entities(value))
    if "<" in value:
        value = _TAG.sub("", value)
    return collapse(_fit(value)) or None


def text_of(element: etree._Element, limit: int = MAX_TEXT) -> str | None:
    """Returns the element's text in one line, without scripts and styles. Blocks and line
    breaks separate words.
    """
    if not len(element):
        text = element.text if element.tag not in SILENT and isinstance(element.tag, str) else None
        return (collapse(_fit(text[: 2 * limit]))[:limit] or None) if text else None
    parts: list[str] = []
    size = 0
    events = islice(
        etree.iterwalk(element, events=("start", "end", "comment", "pi")), max(limit, _MIN_EVENTS)
    )
    for event, node in events:
        if event == "start":
            if node.tag not in _JOINED:
                parts.append(" ")
            if node.text and node.tag not in SILENT:
                parts.append(node.text)
                size += len(node.text)
                if size > limit:
                    break
        elif node is not element and node.tail:
            parts.append(node.tail)
            size += len(node.tail)
    return collapse(_fit("".join(parts)))[:limit] or None


def _fit(text: str) -> str:
    """Returns a text without unfit characters."""
    return text if text.isprintable() else UNFIT.sub("", text)


def is_in(element: etree._Element, *tags: str) -> bool:
    """Returns whether an element is inside one of these tags."""
    return next(element.iterancestors(*tags), None) is not None


def find(path: etree.XPath, root: etree._Element | None) -> list[etree._Element]:
    """Returns the elements at a compiled path; [] if there are none or XPath fails on the tree."""
    try:
        found = path(root) if root is not None else []
    except (etree.XPathError, RecursionError):
        return []
    return (
        [item for item in found if isinstance(item, etree._Element)]
        if isinstance(found, list)
        else []
    )


@lru_cache(maxsize=512)  # a page's few names and titles are held against each other in many places
def normal(text: str) -> str:
    """Returns the letters and digits of a text in lower case: "The Ferry, 2" -> "theferry2".

    In this form, names and titles from different parts of a page can be compared.
    """
    return "".join(_WORDS.findall(text.lower()))


def plain(text: str) -> str:
    """Returns a text in lower case without accents, as slugs are written."""
    text = text.lower().translate(_UMLAUTS)
    if text.isascii():
        return text
    return "".join(
        sign for sign in marks.normalize("NFKD", text) if not unicodedata.combining(sign)
    )

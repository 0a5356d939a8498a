"""A picture's caption and who made the picture, from the lines of text that stand with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from newscrawl.extraction.page import text_of

MAX_CREDIT = 120
_NAME = re.compile(
    r"credit|copyright|photographer|(?:image|photo|picture|caption)[-_]?(?:source|author|byline)|creator", re.I
)
_WORDS = (
    r"(?:photo(?:graph)?s?|image|picture|foto|bild(?:quelle)?|credits?|crédits?|crédito|créditos|fotografía|copyright|"
    r"source|quelle|kuva|zdjęcie|фото|写真|사진|ảnh)"
)
# Labels that stand before a maker's name and are no part of it: "Photo:", "Image copyright", "©".
_LABEL = re.compile(
    rf"^[\s(\[|/–—-]*(?:{_WORDS}(?:\s+(?:credit|copyright|by))?\s*[:：=/]|image\s(?:copyright|source),?\s|(?:{_WORDS}\s*)?©|\(c\))\s*",
    re.I,
)
_NOTHING = re.compile(rf"^(?:{_WORDS}|caption|by|\W)*$", re.I)
# A labelled credit that ends a caption: "… in spring. Photo: A. Ex", "(Bild: A. Ex)".
_AT_END = re.compile(
    rf"(?:^|(?<=[.!?…)»”\"’'])\s|\s?[(\[|])\s*{_WORDS}\s*[:：]\s*(?P<maker>[^:：()\[\]]{{2,80}})[)\]]?\.?$", re.I
)
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)]*$")


def caption(texts: list[str], element: Any, beside: Sequence[str] = ()) -> tuple[str, str | None]:
    """(caption, credit) of the lines that stand with one picture; `element` holds them.

    `beside` are lines of the same figure outside its figcaption: on the picture itself stands who made it.

    The credit is what an element names so by its class or itemprop; else what a label says at the end, else a short last
    line that is no sentence. Where there is nothing but the credit, it is the caption too.
    """
    lines = list(dict.fromkeys(texts))
    whole = " ".join(lines)
    if marked := _marked(element):
        text = _without(whole, marked)
        if text == whole:
            text = " ".join(line for line in lines if not _NOTHING.match(_without(line, marked)))
        credit = _clean(marked)
    elif found := _AT_END.search(whole[-2 * MAX_CREDIT :]):
        text, credit = whole[: len(whole) - len(found[0])], _clean(found["maker"])
        if not text and found["maker"].count(" ") > 4:
            return whole, None  # "Image: what it shows"
    elif len(lines) > 1 and _is_name(lines[-1]) and len(lines[-1]) < len(" ".join(lines[:-1])):
        text, credit = " ".join(lines[:-1]), _clean(lines[-1])
    elif beside and _is_name(beside[0]):
        text, credit = whole, _clean(beside[0])
    else:
        return whole, None
    text = text.strip(" |–—-/([©")
    return ("" if _NOTHING.match(text) else text) or whole, credit


def _is_name(line: str) -> bool:
    return len(line) < MAX_CREDIT / 2 and not _SENTENCE_END.search(line)


def _marked(element: Any) -> str | None:
    """The text of the innermost element at or below `element` that names a picture's maker."""
    said: str | None = None
    outer: Any = None
    for node in element.iter():
        if not isinstance(node.tag, str) or (said and node.getparent() is not outer):
            continue
        if _NAME.search(f"{node.get('class') or ''} {node.get('itemprop') or ''}"):
            said, outer = text_of(node, MAX_CREDIT) or said, node
    return said


def _without(text: str, credit: str) -> str:
    """`text` without `credit` at its end, letters alone compared: one place of the page was joined in two ways."""
    end = len(text)
    for sign in reversed(credit):
        if not sign.isalnum():
            continue
        while end and not text[end - 1].isalnum():
            end -= 1
        if not end or text[end - 1] != sign:
            return text
        end -= 1
    return text[:end].rstrip()


def _clean(credit: str) -> str | None:
    """A maker's name without its label and the brackets around it."""
    credit = _LABEL.sub("", credit).strip(" |:")
    while credit.startswith(("(", "[")) or (credit.endswith((")", "]")) and credit.count("(") < credit.count(")")):
        credit = credit[1:] if credit.startswith(("(", "[")) else credit[:-1]
    return credit.strip() or None

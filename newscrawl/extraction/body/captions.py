"""Separates the caption of a picture from its credit, in the lines of text beside the picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.strings import text_of
from newscrawl.extraction.vocabulary import any_of
from newscrawl.text.sentences import ENDS
from newscrawl.text.vocabulary import entries

MAX_CREDIT = 120
"""Characters of the longest credit. Longer texts are captions."""
MAX_NAME = MAX_CREDIT / 2
"""A line without a label may be a maker's name if it has fewer characters."""
_END = 2 * MAX_CREDIT
"""Characters at the end of a caption in which a credit is looked for: a credit and its label."""
_MAX_LABELLED_BLANKS = 4
"""A text behind a label is no credit if it has more blanks. Then it says what the picture shows, as
in "Image: The old ferry leaves the harbour of Exton".
"""
_MIN_CAPTION = 2
"""Long words that must stand before a credit without a label. With fewer, no part of the text is
known to be a caption.
"""
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
"""A caption has two letters or more. Lines with fewer are numbers or signs."""
_CJK = "\u2e80"
"""The first of the characters of East Asia. Each of these characters counts as a word."""

_NAME = re.compile(
    r"credit|copyright|photographer|(?:image|photo|picture|caption)[-_]?(?:source|author|byline)|creator",
    re.I,
)
"""Words in the class or itemprop of an element that names a picture's maker."""
_WORDS = any_of("credit_labels")
_RESERVED = any_of("rights_reserved")
_COLON = r"(?:[:：]|(?<=\bfot)\.|(?<=\bcredit)(?:\.{3}|…))"
"""What separates a label from a maker's name: a colon, or the signs that newspapers write behind
some labels ("Fot. A. Ex", "Credit... A. Ex").
"""
# Labels before a maker's name, which are not part of the name: "Photo:", "Image copyright", "©".
_LABEL = re.compile(
    rf"^[\s(\[|/–—-]*(?:{_WORDS}(?:\s+(?:credit|copyright|by))?\s*(?:{_COLON}|[=/])"
    rf"|image\s(?:copyright|source),?\s|(?:{_WORDS}\s*)?©|\(c\))\s*",
    re.I,
)
_NOTHING = re.compile(rf"^(?:{_WORDS}|caption|by|{_RESERVED}|\W)*$", re.I)
_ENDS_IN_LABEL = re.compile(
    r"(?:\s[–—|/-]+"
    rf"|(?<=\s)(?:{_WORDS}(?:\s+by)?\s*{_COLON}?|©|\(c\)|{_RESERVED})|[\s|(\[]+)$",
    re.I,
)
# A labelled credit that ends a caption: "… in spring. Photo: A. Ex", "(Bild: A. Ex)".
_AT_END = re.compile(
    rf"(?:^[©\s]*|(?<=[.!?…)»”\"’'])\s?|\s?[(\[|])\s*{_WORDS}(?:\s+credit)?\s*{_COLON}"
    r"\s*(?P<maker>[^:：()\[\]]{2,80})[)\]]?\.?$",
    re.I,
)
# A credit without a label: "© A. Ex", ". (A. Ex)", ". A. Ex/AFP".
_SIGNED = re.compile(
    r"\s?(?:[|–—-]\s*)?(?:\b(?:copyright|foto|photo|bild|image)\s*)?"
    r"(?:©|\(c\)\s|\bcopyright\s)\s*(?P<maker>[^©]{2,100})$",
    re.I,
)
_IN_BRACKETS = re.compile(r"(?P<end>[.!?…»”\"'’]?)\s?[(（](?P<maker>[^()（）]{2,80})[)）]\.?$")
_BEHIND_SENTENCE = re.compile(
    r"(?P<end>[.!?…。][»”\"]?)\s?"
    r"(?P<maker>(?:[^\W\d_]|AP\b)(?:[^.!?。()（）:：]|(?<=\b[A-Z])\.){1,60})$"
)
_PIECES = re.compile(r"\s*[/,|•;]\s*|\s-\s|\svia\s|\s(?=photo\b|file\b|images\b)", re.I)
_STOCK = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, entries('newscrawl.text', 'picture_agencies')))})\b", re.I
)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
# Lines that are never captions: of a player, an advertisement or a rating.
_LABELS = re.compile(
    rf"\W*(?:{any_of('not_captions')}|(?:rate|bewert)\w*\W.{{0,40}}"
    r"|\d+\s?/\s?\d+\s?\(\s?\d+ \w+\s?\))\W*",
    re.I,
)
_FORMS = re.compile(any_of("forms"), re.I)
_SENTENCE_END = re.compile(rf"[{ENDS}][\"'”’»)]*$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTION_NAME = re.compile(r"caption|image|photo|picture|bild|foto|legend|gallery", re.I)


def caption(texts: list[str], element: Any, beside: Sequence[str] = ()) -> tuple[str, str | None]:
    """Returns the caption and the credit in the lines beside one picture. `element` holds them.

    `beside` are lines of the same figure outside its figcaption. They stand on the picture itself
    and often name its maker.

    The credit is the text of an element whose class or itemprop marks a credit; else the text
    behind a label at the end of the lines; else a short last line that is no sentence. If the lines
    hold nothing but the credit, the caption is the same text.
    """
    lines = list(dict.fromkeys(texts))
    lines = [line for line in lines if not _LABELS.fullmatch(line)] or lines
    whole = " ".join(lines)
    if marked := _marked(element):
        text, credit = _caption_beside(marked, whole, lines), _clean(marked)
    elif found := _AT_END.search(whole[-_END:]):
        text, credit = whole[: len(whole) - len(found[0])], _clean(found["maker"])
        if not text and found["maker"].count(" ") > _MAX_LABELLED_BLANKS:
            return whole, None
    elif signed := _signed(whole):
        text, credit = signed
    elif len(lines) > 1 and _is_credit(lines[-1], " ".join(lines[:-1])):
        text, credit = " ".join(lines[:-1]), _clean(lines[-1])
    elif beside and _is_name(beside[0]):
        text, credit = whole, _clean(beside[0])
    else:
        return whole, None
    text = _ENDS_IN_LABEL.sub("", text).strip(" \xa0|–—-/([©") if credit else text
    return ("" if _NOTHING.match(text) else text) or whole, credit


def _is_credit(line: str, above: str) -> bool:
    """Returns whether the last line of a caption is the credit: a few words behind a label, or a
    name that is shorter than the lines above.
    """
    if label := _LABEL.match(line):
        return line.count(" ", label.end()) <= _MAX_LABELLED_BLANKS
    return _is_name(line) and len(line) < len(above)


def _caption_beside(credit: str, whole: str, lines: list[str]) -> str:
    """Returns the caption in the lines `whole` without the credit that an element marks. `whole` may
    have the credit twice: on the picture and in the caption.
    """
    text = _without(whole, credit)
    if text == whole:
        return " ".join(line for line in lines if not _NOTHING.match(_without(line, credit)))
    return _without(_ENDS_IN_LABEL.sub("", text), credit) or text


def is_caption(text: str, credit: str | None = None, where: str | None = None) -> bool:
    """Returns whether a line that stands with a picture may be its caption.

    `where` is the tag and class of the line's element: "h3.image-title". A heading is a caption
    only if it names a maker or its class says so. Labels and forms are never captions.
    """
    tag, _, name = (where or "").partition(".")
    if tag in _HEADINGS and not credit and not _CAPTION_NAME.search(name):
        return False
    return (
        _LETTERS.search(text) is not None
        and not _LABELS.fullmatch(text)
        and not _FORMS.search(text)
    )


def _is_name(line: str) -> bool:
    """Returns whether a line may be a maker's name: it is short and no sentence, and it names an
    agency or begins more than half of its long words with a capital.
    """
    if len(line) >= MAX_NAME or _SENTENCE_END.search(line):
        return False
    words = _LONG_WORD.findall(line)
    return _has_agency(line) or 2 * sum(word[0].islower() for word in words) < max(len(words), 1)


def _has_agency(maker: str) -> bool:
    return bool(_STOCK.search(maker)) or any(is_agency(piece) for piece in _PIECES.split(maker))


def _signed(whole: str) -> tuple[str, str | None] | None:
    """Returns the caption and a maker who stands behind it without a label; None if none does.

    "The ferry. A. Ex/AFP" -> "The ferry.", "A. Ex/AFP"
    """
    end = whole[-_END:]
    for form in (_SIGNED, _IN_BRACKETS, _BEHIND_SENTENCE):
        if not (found := form.search(end)):
            continue
        maker = found["maker"].strip()
        named = _is_name(maker) and (" " in maker or "." in maker)
        if form is _IN_BRACKETS:
            sure = _has_agency(maker) or (named and bool(found["end"]))
        else:
            sure = form is _SIGNED or _has_agency(maker)
        text = whole[: len(whole) - len(end) + found.start()] + found.groupdict("").get("end", "")
        if (
            sure
            and len(_LONG_WORD.findall(text)) + sum(sign > _CJK for sign in text) >= _MIN_CAPTION
        ):
            return text, _clean(maker)
    return None


def _marked(element: Any) -> str | None:
    """Returns the text of the innermost element in `element` that names a picture's maker."""
    found: str | None = None
    outer: Any = None
    for node in element.iter():
        if not isinstance(node.tag, str) or (found and node.getparent() is not outer):
            continue
        if _NAME.search(f"{node.get('class') or ''} {node.get('itemprop') or ''}"):
            text = text_of(node, MAX_CREDIT)
            if text and not _NOTHING.match(text):
                found, outer = text, node
    return found


def _without(text: str, credit: str) -> str:
    """Returns `text` without `credit` at its end. Only their letters and digits are compared."""
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
    """Returns a maker's name without its label and the brackets around it."""
    credit = _LABEL.sub("", credit).strip(" |:")
    while credit.startswith(("(", "[")) or (
        credit.endswith((")", "]")) and credit.count("(") < credit.count(")")
    ):
        credit = credit[1:] if credit.startswith(("(", "[")) else credit[:-1]
    return credit.strip() if any(sign.isalpha() for sign in credit) else None

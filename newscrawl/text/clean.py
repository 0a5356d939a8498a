"""Removes from an article what records must not hold, and shortens values that are too long."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from newscrawl.items import Article, Block, hidden
from newscrawl.text.printable import BIDI

LONGEST = {"title": 1_000, "subtitle": 2_000, "name": 200, "section": 200, "page_section": 200, "agency": 200,
           "dateline": 200, "license": 2_000, "date_raw": 200, "credit": 1_000}  # fmt: skip
"""Value -> the most characters that it may have. Real values are far shorter."""
LONGEST_TAG, MOST_TAGS, MOST_AUTHORS = 200, 200, 200
"""The most characters of a tag, and the most tags and authors. Real pages have far fewer."""

_MEASURED = 100_000
"""The most characters of a block that are counted. The longest real paragraphs have a tenth."""
_BREAKS = re.compile("[\x85\u2028\u2029]")
_NO_LETTERS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}]")
ENOUGH = 200
"""A shorter text is too short to decide whether it has words."""
SHARE, SHARE_OF_PROSE = 0.3, 0.7
"""The least share of letters and digits in a whole text, and in a block of prose. White space does
not count.

Prose has .95, tables of results have .7. Random bytes that were decoded as Windows-1252 have .48.
"""


def clean(article: Article) -> None:
    """Removes control characters and direction marks from all exported values. Shortens values that
    are too long, and drops empty blocks.
    """
    _clean(article)
    article.tags = [tag[:LONGEST_TAG] for tag in article.tags[:MOST_TAGS]]
    article.authors = article.authors[:MOST_AUTHORS]
    article.blocks = [block for block in article.blocks if block.text]


def is_text(blocks: list[Block]) -> bool:
    """Returns whether a text has words, or enough prose between rows of symbols such as "&&&&"."""
    texts = [block.text[:_MEASURED] for block in blocks]
    plain = "".join(texts).encode("ascii", "ignore").translate(None, _NO_LETTERS)
    if len(plain) >= SHARE * sum(map(len, texts)):
        return True  # a quick test, which decides nearly all texts in Latin letters
    texts = ["".join(text.split()) for text in texts]
    words = [sum(map(str.isalnum, text)) for text in texts]
    signs = sum(map(len, texts))
    if signs < ENOUGH or sum(words) >= SHARE * signs:
        return True
    prose = (
        len(text)
        for text, many in zip(texts, words, strict=True)
        if many >= SHARE_OF_PROSE * len(text)
    )
    return sum(prose) >= ENOUGH


def _clean(part: Any) -> None:
    """Cleans the exported values of a dataclass, and of the dataclasses in it."""
    for name, empty in _exported(part.__class__):
        value = getattr(part, name)
        if isinstance(value, str):
            if (better := _value(value, LONGEST.get(name))) != value:
                setattr(part, name, better or empty)
        elif isinstance(value, list):
            value[:] = [_value(one) if isinstance(one, str) else one for one in value]
            for one in value:
                if is_dataclass(one):
                    _clean(one)
        elif is_dataclass(value):
            _clean(value)


@cache
def _exported(kind: type) -> list[tuple[str, str | None]]:
    """Returns the names of a dataclass' exported fields, each with the value of an empty text."""
    return [
        (field.name, None if field.default is None else "")
        for field in fields(kind)
        if field.name not in hidden(kind)
    ]


def _value(text: str, most: int | None = None) -> str:
    """Returns a text without unwanted characters, cut to `most` characters."""
    if not text.isprintable():  # printable text has none of the unwanted characters
        text = _UNSEEN.sub("", _BREAKS.sub(" ", text))
    return text if most is None or len(text) <= most else text[: most - 1].rstrip() + "…"

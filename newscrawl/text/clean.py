"""What no value of a record may hold, and how long its short values may be."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any

from newscrawl.items import Article, Block
from newscrawl.text.printable import BIDI

LONGEST = {"title": 1_000, "subtitle": 2_000, "name": 200, "section": 200, "page_section": 200, "agency": 200,
           "dateline": 200, "license": 2_000, "date_raw": 200, "credit": 1_000}  # fmt: skip
"""Characters of values that are short on every real page. A longer one is cut there: it is no
title and no name.
"""
LONGEST_TAG, MOST_TAGS, MOST_AUTHORS = 200, 200, 200

_MEASURED = 100_000
"""Characters of a block that are counted. The longest real paragraphs have a tenth of that."""
_BREAKS = re.compile("[\x85\u2028\u2029]")
_UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{BIDI}]")
ENOUGH = 200
"""Characters from which a text can be told from signs without words."""
SHARE, SHARE_OF_PROSE = 0.3, 0.7
"""Letters and digits among signs that are not white space, in a whole text and in one block of
prose.

Prose has .95, tables of results have .7. Random bytes that were decoded as Windows-1252 have .48.
"""


def clean(article: Article) -> None:
    """Take control characters and direction marks out of all values that are exported, and cut
    those that are too long.
    """
    _clean(article)
    article.tags = [tag[:LONGEST_TAG] for tag in article.tags[:MOST_TAGS]]
    article.authors = article.authors[:MOST_AUTHORS]
    article.blocks = [block for block in article.blocks if block.text]


def is_text(blocks: list[Block]) -> bool:
    """Whether there are words in a text: False for rows of signs, such as "&&&&".

    Rows of signs between paragraphs of prose do not make the whole a text without words.
    """
    texts = ["".join(block.text[:_MEASURED].split()) for block in blocks]
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
    for field in fields(part):
        if field.metadata.get("exported") is False:
            continue
        value = getattr(part, field.name)
        if isinstance(value, str):
            if (better := _value(value, LONGEST.get(field.name))) != value:
                setattr(part, field.name, better or (None if field.default is None else ""))
        elif isinstance(value, list):
            value[:] = [_value(one) if isinstance(one, str) else one for one in value]
            for one in value:
                if is_dataclass(one):
                    _clean(one)
        elif is_dataclass(value):
            _clean(value)


def _value(text: str, most: int | None = None) -> str:
    if not text.isascii() or not text.isprintable():
        text = _UNSEEN.sub("", _BREAKS.sub(" ", text))
    return text if most is None or len(text) <= most else text[: most - 1].rstrip() + "…"

"""Blocks to `text`, by one rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from newscrawl.items import Block
from newscrawl.text.tokens import count

IN_TEXT = frozenset({"paragraph", "heading", "quote", "list_item", "table_row"})
"""The block types that are the article's own words; captions and embeds stay in `blocks` alone."""


def compose(blocks: Iterable[Block]) -> str:
    """The article's text: its blocks in page order, a blank line between, without captions and embeds."""
    return "\n\n".join(block.text for block in blocks if block.type in IN_TEXT and block.text)


@lru_cache(maxsize=1)
def word_count(text: str) -> int:
    """How many tokens a text has. The last answer is kept, as the verdict and the record ask for the same text."""
    return count(text)

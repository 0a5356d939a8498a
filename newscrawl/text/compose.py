"""Blocks to `text`, by one rule."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.items import Block

IN_TEXT = frozenset({"paragraph", "heading", "quote", "list_item", "table_row"})
"""The block types that are the article's own words; captions and embeds stay in `blocks` alone."""


def compose(blocks: Iterable[Block]) -> str:
    """The article's text: its blocks in page order, a blank line between, without captions and embeds."""
    return "\n\n".join(block.text for block in blocks if block.type in IN_TEXT and block.text)

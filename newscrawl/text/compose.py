"""How `text` is made from blocks."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.items import Block

IN_TEXT = frozenset({"paragraph", "heading", "quote", "list_item", "table_row"})
"""The block types that are the article's own words. Captions and embeds are only in `blocks`."""


def compose(blocks: Iterable[Block]) -> str:
    """The article's text: its blocks in page order, separated by blank lines, without captions and
    embeds."""
    return "\n\n".join(block.text for block in blocks if block.type in IN_TEXT and block.text)

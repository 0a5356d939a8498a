"""Composes `text` from blocks."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.items import IN_TEXT, Block


def compose(blocks: Iterable[Block]) -> str:
    """Returns the article's text: its blocks without captions and embeds, with blank lines between."""
    return "\n\n".join(block.text for block in blocks if block.type in IN_TEXT and block.text)

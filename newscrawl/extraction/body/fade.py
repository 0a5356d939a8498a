"""Finds markup at the end of the body that fades the text out, blurs the text or hides its rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newscrawl.extraction.body.blocks import Node, Tree

_REACH = 3
"""The most blocks behind the body's end in an element that may fade this end out. Elements with
more are other parts of the page.
"""
_MAX_VALUE = 200
"""Characters of a class or a style that are read."""
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:fade(?!-?in)d?(?:-?out)?|fadeout|gradient|blur(?:red)?|obfuscated|scrambled"
    r"|truncated|veil(?:ed)?)(?:$|[\s_-])"
)
"""Words in a class that fades a text out."""
_MOVING = re.compile(
    r"modal|tab-|carousel|slide|animat|\bshow\b|\bin\b|lazy|image|img|photo|video|hero|header|menu|nav"
)
"""A class with one of these fades something else, such as a picture, a menu or a dialog."""
_STYLED = re.compile(
    r"filter:\s*blur|mask(?:-image)?:[^;]*gradient"
    r"|linear-gradient\([^;]*(?:transparent|rgba\([^)]*,\s*0?\.?0\))|line-clamp"
)


def faded(tree: Tree, last: str) -> str | None:
    """Returns the class or style that fades the text out; None if there is none.

    Only elements that end with the body's last block, or that follow directly, are looked at.
    `last` is the text of this block.
    """
    blocks = tree.blocks
    end = next(
        (place for place in range(len(blocks) - 1, -1, -1) if blocks[place].text == last), None
    )
    return None if end is None else next(filter(None, map(_fading, _around(tree, end))), None)


def _around(tree: Tree, end: int) -> Iterator[Any]:
    """Yields the elements that end with the block at `end`, empty elements right behind each of
    these, and the elements that begin with the next block.
    """
    node: Node | None = tree.blocks[end].node
    while node and node.last <= end + 1 + _REACH:
        yield node.element
        following = node.element.getnext()
        if following is not None and not len(following) and not (following.text or "").strip():
            yield following
        node = node.parent
    yield from (
        behind.element
        for behind in tree.nodes
        if behind.first == end + 1 and behind.last <= end + 1 + _REACH
    )


def _fading(element: Any) -> str | None:
    """Returns an element's class or style if it fades a text out: 'class="fade-out"'."""
    names, style = ((element.get(name) or "")[:_MAX_VALUE] for name in ("class", "style"))
    if names and _NAMED.search(names.lower()) and not _MOVING.search(names.lower()):
        return f'class="{names}"'
    return f'style="{style}"' if style and _STYLED.search(style.lower()) else None

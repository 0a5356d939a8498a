"""Finds markup at the end of the body that fades the text out, blurs it or cuts it off in view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newscrawl.extraction.body.blocks import Node, Tree

_REACH = 3
"""An element behind the body with more blocks is not a veil over the body's end."""
_MAX_VALUE = 200
"""Characters of a class or a style that are read."""
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:fade(?!-?in)d?(?:-?out)?|fadeout|gradient|blur(?:red)?|obfuscated|scrambled"
    r"|truncated|veil(?:ed)?)(?:$|[\s_-])"
)
_MOVING = re.compile(
    r"modal|tab-|carousel|slide|animat|\bshow\b|\bin\b|lazy|image|img|photo|video|hero|header|menu|nav"
)
_STYLED = re.compile(
    r"filter:\s*blur|mask(?:-image)?:[^;]*gradient"
    r"|linear-gradient\([^;]*(?:transparent|rgba\([^)]*,\s*0?\.?0\))|line-clamp"
)


def faded(tree: Tree, last: str) -> str | None:
    """Returns the class or style that fades the text out; None if there is none.

    It is that of an element that ends with the body's `last` block, or of one right behind it.
    """
    blocks = tree.blocks
    end = next(
        (place for place in range(len(blocks) - 1, -1, -1) if blocks[place].text == last), None
    )
    return None if end is None else next(filter(None, map(_says, _around(tree, end))), None)


def _around(tree: Tree, end: int) -> Iterator[Any]:
    """Yields the elements that end with a block, the elements right behind them, and the empty
    ones between.
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


def _says(element: Any) -> str | None:
    """Returns the class or style of an element that fades a text out."""
    names, style = ((element.get(name) or "")[:_MAX_VALUE] for name in ("class", "style"))
    if names and _NAMED.search(names.lower()) and not _MOVING.search(names.lower()):
        return f'class="{names}"'
    return f'style="{style}"' if style and _STYLED.search(style.lower()) else None

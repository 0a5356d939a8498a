"""Finds the elements that a page hides from its readers by an attribute or an inline style."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_HIDDEN: Any = etree.XPath("descendant::*/@hidden")
_STYLES: Any = etree.XPath("descendant::*/@style")
_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_MAX_STYLE = 500
"""The most characters of a style that are read, to bound the time."""
_OPENS = "until-found"
"""A browser opens an element with this value of `hidden` for readers who search in the page."""


def hidden_in(root: Any) -> set[Any]:
    """Returns the elements below `root` that have the attribute `hidden`, or a style with
    display:none or visibility:hidden.

    Elements that a style sheet or a script hides are not found.
    """
    # The values of the attributes know their elements. A path to the elements themselves takes three
    # times as long, or quadratic time in deep trees.
    hidden: list[Any] = [one for one in _HIDDEN(root) if one.strip().lower() != _OPENS]
    hidden += [one for one in _STYLES(root) if _STYLE.search(one[:_MAX_STYLE])]
    return {one.getparent() for one in hidden}

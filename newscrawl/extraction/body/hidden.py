"""Finds the elements that a page hides from its readers by an attribute, an inline style or a
well-known class.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_HIDDEN: Any = etree.XPath("descendant::*/@hidden")
_STYLES: Any = etree.XPath("descendant::*/@style")
_SPOKEN: Any = etree.XPath(
    "descendant::*/@class[contains(., 'sr-only') or contains(., 'creen-reader')"
    " or contains(., 'lement-invisible') or contains(., 'isually') and contains(., 'idden')]"
)
"""Classes of labels for screen readers, by the names that frameworks and systems give them:
"sr-only", "visually-hidden", "hidden-visually", "screen-reader-text", "element-invisible".
"""
_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_MAX_STYLE = 500
"""The most characters of a style that are read, to bound the time."""
_OPENS = "until-found"
"""A browser opens an element with this value of `hidden` for readers who search in the page."""


def hidden_in(root: Any) -> set[Any]:
    """Returns the elements below `root` that have the attribute `hidden`, or a style with
    display:none or visibility:hidden, or a class of labels for screen readers.

    Other elements that a style sheet or a script hides are not found.
    """
    # The values of the attributes know their elements. A path to the elements themselves takes three
    # times as long, or quadratic time in deep trees.
    hidden: list[Any] = [one for one in _HIDDEN(root) if one.strip().lower() != _OPENS]
    hidden += [one for one in _STYLES(root) if _STYLE.search(one[:_MAX_STYLE])]
    hidden += _SPOKEN(root)
    return {one.getparent() for one in hidden}

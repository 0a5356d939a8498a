"""Finds the elements that a page hides from its readers by an attribute, an inline style or a
well-known class.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

_HIDDEN: Any = etree.XPath("descendant::*/@hidden")
_STYLES: Any = etree.XPath("descendant::*/@style")
_SPOKEN = re.compile(
    "sr-only|screen-?reader|element-invisible|visually-?hidden|hidden-visually", re.IGNORECASE
)
"""Classes of labels for screen readers, by the names that frameworks and systems give them."""
_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_MAX_STYLE = 500
"""The most characters of a style or class that are read, to bound the time."""
_OPENS = "until-found"
"""A browser opens an element with this value of `hidden` for readers who search in the page."""


def hidden_in(root: Any) -> set[Any]:
    """Returns the elements below `root` that have the attribute `hidden`, or a style with
    display:none or visibility:hidden.

    Elements that a style sheet or a script hides are not found. `is_spoken` finds some of them.
    """
    # The values of the attributes know their elements. A path to the elements themselves takes three
    # times as long, or quadratic time in deep trees.
    hidden: list[Any] = [one for one in _HIDDEN(root) if one.strip().lower() != _OPENS]
    hidden += [one for one in _STYLES(root) if _STYLE.search(one[:_MAX_STYLE])]
    return {one.getparent() for one in hidden}


@lru_cache(maxsize=16384)  # the pages of a site repeat their classes
def is_spoken(classes: str) -> bool:
    """Returns whether an element's class says that only screen readers read the element."""
    return _SPOKEN.search(classes[:_MAX_STYLE]) is not None

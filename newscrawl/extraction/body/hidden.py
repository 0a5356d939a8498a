"""Finds the elements that a page hides from its readers by an attribute or an inline style."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from newscrawl.extraction.strings import find

_MARKED = etree.XPath("descendant::*[@hidden or @style]")
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
    return {element for element in find(_MARKED, root) if _is_hidden(element)}


def _is_hidden(element: Any) -> bool:
    """Returns whether an element's own attributes hide it."""
    hidden = element.get("hidden")
    if hidden is not None and hidden.strip().lower() != _OPENS:
        return True
    return _STYLE.search((element.get("style") or "")[:_MAX_STYLE]) is not None

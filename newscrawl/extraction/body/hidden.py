"""Finds the elements that a page's own markup hides from its readers."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from lxml import etree

from newscrawl.extraction.body.roles import ROLES

_HIDDEN: Any = etree.XPath("descendant::*/@hidden")
_STYLES: Any = etree.XPath("descendant::*/@style")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
MAX_IN_LINE, _MAX_STYLE = 50, 500
"""The most elements in a hidden part of a line, and the most characters of a style that are read, to
bound the time.
"""


def hidden_in(root: Any) -> set[Any]:
    """Returns the elements below `root` that have the attribute `hidden`, or a style with
    display:none or visibility:hidden.

    A style sheet or a script may hide further elements. Browsers open elements with
    hidden="until-found" for readers who search in the page.
    """
    # The values of the attributes know their elements. A path to the elements themselves takes three
    # times as long, or quadratic time in deep trees.
    hidden = [one for one in _HIDDEN(root) if one.strip().lower() != "until-found"]
    hidden += [one for one in _STYLES(root) if _HIDING.search(one[:_MAX_STYLE])]
    return {one.getparent() for one in hidden}


def is_in_line(element: Any) -> bool:
    """Returns whether an element is inline, and holds few elements, and these are inline too."""
    held = list(islice(element.iter(), MAX_IN_LINE + 1))
    return len(held) <= MAX_IN_LINE and all(ROLES.get(one.tag) is not None for one in held)

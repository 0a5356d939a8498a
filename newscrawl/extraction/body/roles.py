"""Tells how the walk over a page treats each element, by its tag."""

from __future__ import annotations

from typing import Any

from lxml import etree

from newscrawl.extraction.strings import INLINE

_SKIPPED = frozenset(
    "script style noscript template svg button select option input textarea canvas audio video object map math head "
    "progress meter datalist dialog rt rp iframe noframes noembed meta link base param area".split()
)
WRAPPERS = ("object", "map", "button")
"""Skipped elements that browsers show. If the end tag of one is missing, all later text lies in it.
"""
LITTLE, MUCH = 3000, 500
"""The article is looked for in `WRAPPERS` if the page has fewer characters outside links than the
first number, and one wrapper has more than the rest of the page and than the second number. The
labels of buttons are shorter. Both are chosen by hand.
"""
ROLES: dict[Any, str] = (
    dict.fromkeys(_SKIPPED, "skipped")
    | dict.fromkeys((etree.Comment, etree.PI, etree.Entity), "skipped")
    | dict.fromkeys(INLINE | {"picture", "source", "track"}, "inline")
    | {tag: tag for tag in ("a", "time", "br", "span")}
)
"""Tag -> how the walk treats it. Tags that are not listed separate blocks. libxml2 puts what
follows a stray source or track element into the element.
"""
OPEN_ROLES = {tag: role for tag, role in ROLES.items() if tag not in WRAPPERS}
"""The roles on pages that have their text in `WRAPPERS`: these elements separate blocks."""
WORDED = frozenset(("a", "inline", "span", "time"))
"""Roles of inline elements that may hold text."""
LEFT = frozenset(("a", "br", "time"))
"""Roles of inline elements for which the walk notes the end as well as the start."""

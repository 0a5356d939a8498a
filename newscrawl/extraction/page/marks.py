"""Decides from a page's bytes, before parsing, whether it may be an article."""

from __future__ import annotations

from newscrawl.extraction.page.jsonld import ARTICLE_TYPES

_FEW = ("Article", "Posting")
"""Most schema.org types of articles contain one of these words."""
_TYPES = tuple(
    word.encode()
    for word in (*_FEW, *(name for name in ARTICLE_TYPES if not any(few in name for few in _FEW)))
)
"""Each name of a schema.org type of articles contains one of these words."""


def may_be_article(body: bytes) -> bool:
    """Returns False if the page can't declare itself an article, in JSON-LD, microdata or og:type.

    Takes some 50 µs.
    """
    if b"\0" in body[:64]:  # UTF-16 or UTF-32
        return True
    if any(name in body for name in _TYPES):
        return True
    lower = body.lower()
    return b"og:type" in lower and b"article" in lower

"""What a page's bytes say before it is parsed."""

from __future__ import annotations

from newscrawl.extraction.jsonld import ARTICLE_TYPES

_FEW = ("Article", "Posting")
"""Most of the types that stand for an article have one of these words."""
_TYPES = tuple(
    word.encode()
    for word in (*_FEW, *(name for name in ARTICLE_TYPES if not any(few in name for few in _FEW)))
)
"""Every type of JSON-LD and microdata that stands for an article has one of these."""


def may_be_article(body: bytes) -> bool:
    """False if the page can't declare itself an article, in JSON-LD, microdata or og:type; found
    in some 50 µs.
    """
    if b"\0" in body[:64]:  # UTF-16 or UTF-32
        return True
    if any(name in body for name in _TYPES):
        return True
    lower = body.lower()
    return b"og:type" in lower and b"article" in lower

"""Turns a page's HTML into blocks, facts and evidence.

The names below are imported at first use, so that a crawl sends its first request sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.extraction.article import body_hints, extract
    from newscrawl.extraction.reading import STAGES, digest, full_text_url

__all__ = ["STAGES", "body_hints", "digest", "extract", "full_text_url"]

_HOMES = {
    "STAGES": "reading",
    "body_hints": "article",
    "digest": "reading",
    "extract": "article",
    "full_text_url": "reading",
}
"""Name -> the module that defines the name."""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Holds the facts of a publisher for extraction and pipelines, as plain values without Scrapy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Profile:
    """A publisher's facts, taken from its spider class (newscrawl/crawl/publisher.py). `timezone`
    is an IANA name.

    `selectors` overrule the general extraction: field name (title, body, authors, published, ...)
    -> CSS selector.
    """

    id: str
    name: str
    domain: str
    domains: tuple[str, ...] = ()
    country: str | None = None
    language: str | None = None
    timezone: str | None = None
    selectors: Mapping[str, str] = field(default_factory=dict)

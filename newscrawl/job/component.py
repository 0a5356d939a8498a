"""The base of item pipelines, middlewares and extensions."""

from __future__ import annotations

from typing import Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

_T = TypeVar("_T")


class Component:
    """A part of one crawl: an item pipeline, a middleware or an extension.

    A subclass reads settings and connects signals in its `__init__`, and raises NotConfigured if
    the settings switch it off. `name` is the part's name in the stats.
    """

    name = ""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def extension(self, kind: type[_T]) -> _T:
        """Returns an extension of this crawl. Raises NotConfigured if the crawl has none."""
        found = self.crawler.get_extension(kind)
        if found is None:
            raise NotConfigured
        return found

    def count(self, event: str, by: int = 1) -> None:
        """Adds `by` to the stat newscrawl/`name`/`event`."""
        self.stats.inc_value(f"newscrawl/{self.name}/{event}", by)

"""The base of middlewares and extensions."""

from __future__ import annotations

from typing import Self, TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

_T = TypeVar("_T")


class Component:
    """A middleware or an extension of one crawl.

    A subclass reads settings and connects signals in its `__init__`, and raises NotConfigured if
    the settings switch it off.
    """

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

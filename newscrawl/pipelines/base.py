"""The base of all pipelines: each works on Articles and counts what it does."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector


class Pipeline:
    """Holds the crawl's stats; `count` adds to `newscrawl/<name>/<event>`."""

    name = ""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def count(self, event: str, by: int = 1) -> None:
        self.stats.inc_value(f"newscrawl/{self.name}/{event}", by)

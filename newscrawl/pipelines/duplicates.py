"""Names in `duplicate_of` the first record of the same text: wire copy, republished and cut ones too. Nothing is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured

from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.similar import Remembered, Sketches, sketch

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class DuplicatesPipeline(Pipeline):
    """`sketches` are those of the records so far; of this crawl alone where no state keeps them."""

    name = "duplicates"

    def __init__(self, stats: StatsCollector, sketches: Sketches) -> None:
        super().__init__(stats)
        self.sketches = sketches

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        limit = crawler.settings.getint("NEWSCRAWL_DUPLICATES")
        if not limit:
            raise NotConfigured("NEWSCRAWL_DUPLICATES is 0")
        return cls(crawler.stats, Remembered(limit))

    def process_item(self, item: Article) -> Article:
        if item.id is None:
            return item
        own = sketch(item.text)
        first = self.sketches.find(own)
        if first in (None, item.id):  # its own earlier delivery: the newer text takes that one's place
            self.sketches.add(item.id, own)
        else:
            item.duplicate_of = first
            self.count("articles")
        return item

"""Sets `duplicate_of` to the first record of the same text, also if one is cut."""

from __future__ import annotations

import logging
from dataclasses import replace

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from newscrawl.extensions.state import CrawlState
from newscrawl.items import Article
from newscrawl.job.component import Component
from newscrawl.state import Delivery, StateError
from newscrawl.text.similar import Remembered, Sketch, copies, sketch

logger = logging.getLogger(__name__)


class DuplicatesPipeline(Component):
    """`sketches` holds the sketches of this crawl's records, `state` those of earlier crawls."""

    name = "duplicates"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        limit = crawler.settings.getint("NEWSCRAWL_DUPLICATES")
        if not limit:
            raise NotConfigured("NEWSCRAWL_DUPLICATES is 0")
        self.sketches = Remembered(limit)
        self.state = crawler.get_extension(CrawlState)

    def process_item(self, item: Article) -> Article:
        if item.id is None:
            return item
        own = sketch(item.text)
        first = self._delivered(own) or self.sketches.find(own)
        if first not in (None, item.id):
            item.duplicate_of = first
            self.count("articles")
            return item
        self.sketches.add(item.id, own)  # replaces the sketch of this article's earlier delivery
        delivery = item.attached(Delivery)
        if delivery is not None and delivery.mark is not None:
            delivery.mark = replace(delivery.mark, bands=own.bands, sketch=own.to_bytes())
        return item

    def _delivered(self, own: Sketch) -> str | None:
        """Returns the id of the text's first record in earlier crawls, or None."""
        if self.state is None:
            return None
        try:
            candidates = self.state.store.similar(own.bands)
        except StateError as error:  # if the database stays down, the feed export ends the crawl
            logger.error("Could not compare an article with earlier texts: %s", error)
            self.count("not_compared")
            return None
        return next((id for id, data in candidates if copies(own, Sketch.from_bytes(data))), None)

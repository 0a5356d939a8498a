"""Adds to each article what earlier crawls know about it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import run_in_thread

from newscrawl.extensions.state import STATE_FAILED, CrawlState
from newscrawl.items import Article
from newscrawl.job.component import Component
from newscrawl.job.exceptions import TakenDown
from newscrawl.state import Delivery, KnownPage, StateError
from newscrawl.state.forgetting import TAKEN_DOWN

logger = logging.getLogger(__name__)


class KnownPipeline(Component):
    """Reads the state once for each article, in a thread.

    A pipeline sees every item. A spider middleware would not see the items that an errback yields
    after a failed download, such as a preview whose publisher refuses.
    """

    name = "known"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.state = self.extension(CrawlState)

    async def process_item(self, item: Article) -> Article:
        spider: Any = self.crawler.spider
        keys, declared_key = keys_of(item, spider.key)
        delivery = Delivery(keys, declared_key)
        item.attach(delivery)
        declared = [declared_key] if declared_key else []
        try:
            found = await run_in_thread(self.state.store.known, [*keys, *declared])
        except StateError as error:  # the record can't be marked, so it is delivered twice
            logger.error("%s", error)
            assert self.crawler.engine
            await self.crawler.engine.close_spider_async(reason=STATE_FAILED)
            return item
        if any(page.reason == TAKEN_DOWN for page in found.values()):
            raise TakenDown(f"taken down by `scrapy forget`: {item.url}")
        delivery.known = _delivered(keys, found)
        delivery.namesake = _delivered(declared, found)
        return item


def keys_of(article: Article, key: Callable[[str], str]) -> tuple[tuple[str, ...], str | None]:
    """Returns the keys of the addresses that led to an article, a preview's too, and the key of its
    canonical address, or None if it is among the first.
    """
    led = [article.requested_url, article.url]
    if article.via is not None and article.via.kind == "preview":
        led.append(article.via.url)
    keys = tuple(dict.fromkeys(key(url) for url in led if url))
    declared = key(article.canonical_url) if article.canonical_url else None
    return keys, declared if declared not in keys else None


def _delivered(keys: Iterable[str], found: dict[str, KnownPage]) -> KnownPage | None:
    """Returns the last delivery under one of these keys, or None. Skipped pages don't count."""
    return next((found[key] for key in keys if key in found and found[key].reason is None), None)

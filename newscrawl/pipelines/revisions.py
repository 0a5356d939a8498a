"""What earlier crawls know about an article. Unchanged articles are dropped, an edited article is
a new revision.
"""

from __future__ import annotations

import logging
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import run_in_thread

from newscrawl import extraction
from newscrawl.extensions.state import STATE_FAILED, CrawlState
from newscrawl.extraction.addresses import normalize
from newscrawl.extraction.page.canonical import are_one
from newscrawl.items import IN_TEXT, Article
from newscrawl.job.component import Component
from newscrawl.job.exceptions import TakenDown, Unchanged
from newscrawl.state import Delivery, KnownPage, Mark, StateError
from newscrawl.state.forgetting import TAKEN_DOWN
from newscrawl.text import article_lines
from newscrawl.text.memory import SiteFindings

logger = logging.getLogger(__name__)

_SIZE = 8
"""Bytes of one digest. The digests of text/memory.py, stored beside ours, have 8 bytes too."""


class KnownPipeline(Component):
    """Reads the state once for each article, in a thread.

    A pipeline sees every item. A spider middleware would not see the items that an errback yields
    after a failed download, such as a preview whose publisher refuses.
    """

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


class RevisionsPipeline(Component):
    name = "revisions"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.state = crawler.get_extension(CrawlState)
        arguments = getattr(crawler.spider, "arguments", None)
        self.again = getattr(arguments, "again", False)  # deliver unchanged articles too

    def process_item(self, item: Article) -> Article:
        if self.state is None or not item.id:
            return item
        now = time.time()
        page = KnownPage(
            item.id, None, now, now, _instant(item.published_at), item.extractor, digests(item)
        )
        delivery = item.attached(Delivery) or Delivery()
        item.attach(delivery)
        keys, known, namesake = delivery.keys, delivery.known, delivery.namesake
        told = _told(page, item)
        if namesake is not None and not are_one(set(_told(namesake, item)), set(told)):
            # another article has the same canonical address
            self.count("canonical_shared")
            item.canonical_url = normalize(item.url or "")
            item.id = extraction.digest(item.canonical_url or item.text)
            page = replace(page, id=item.id)
        elif delivery.declared_key is not None:
            keys, known = (*keys, delivery.declared_key), known or namesake
        # a change that comes from a new version of the extractor is no edit
        if known and known.extractor == page.extractor and _told(known, item) != told:
            self.count("edited")
        elif known and not self.again:
            self.state.mark(Mark(page, keys))
            raise Unchanged(f"unchanged since it was delivered: {item.url}")
        delivery.mark = Mark(page, keys)
        return item


def digests(article: Article) -> bytes:
    """Returns two digests for the title and for each block of the text: of the exact text, and the
    one by which the site's memory knows the line.
    """
    site = article.attached(SiteFindings)
    title = (site and site.stated_title) or article.title or ""
    texts = [
        title,
        *(block.text for block in article.blocks if block.type in IN_TEXT and block.text),
    ]
    return b"".join(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
        + article_lines.digest(text).rjust(_SIZE, b"\0")
        for text in texts
    )


def _told(page: KnownPage, item: Article) -> list[bytes]:
    """Returns the digests of a page that show edits: without lines that the site's memory knows,
    because they disappear from records as the memory learns.
    """
    site = item.attached(SiteFindings)
    known = site.memory if site else None
    return [
        exact
        for exact, folded in struct.iter_unpack(f"{_SIZE}s{_SIZE}s", page.digests)
        if known is None or not known.knows(folded)
    ]


def _instant(text: str | None) -> float | None:
    try:
        return datetime.fromisoformat(text).timestamp() if text else None
    except (ValueError, OverflowError):
        return None

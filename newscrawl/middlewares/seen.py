"""Leaves out articles that earlier crawls delivered or skipped, unless they may have changed."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Collection
from datetime import date
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.utils.asyncio import run_in_thread

from newscrawl.extensions.state import STATE_FAILED, CrawlState
from newscrawl.job.component import Component
from newscrawl.state import FILTERED, KnownPage, StateError
from newscrawl.state.forgetting import TAKEN_DOWN
from newscrawl.state.recheck import due, most_recent

logger = logging.getLogger(__name__)

ARTICLE = "article"
"""The key of request.meta for the key of an article's address."""
MODIFIED, PUBLISHED = "modified", "published"
"""The keys of request.meta for the dates that the source gives, or None."""
KNOWN = "known"
"""The key of request.meta for the article's KnownPage. Missing for a new article."""
ONLY_IF_NEW = "only_if_new"
"""The key of request.meta that marks the next page of a list, not fetched if this one has no news."""


class SeenMiddleware(Component):
    """A spider middleware that passes requests for articles only if they are new or due.

    If several sources list one article, the most recent of their dates decides. If the first
    source gives no reason to fetch an article, a later one still may. So the spider is told to
    forget the request (`left_out`).
    """

    name = "seen"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.state = self.extension(CrawlState)
        # article that was left out -> when it was modified and published
        self._left: dict[str, tuple[date | None, date | None]] = {}

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        outputs = [output async for output in result]
        asked = {key for output in outputs if (key := _meta(output).get(ARTICLE)) is not None}
        known = await self._known(asked)
        now = time.time()
        passed = 0
        for output in outputs:
            if (key := _meta(output).get(ARTICLE)) is not None:
                if not self._is_wanted(output, known.get(key), now):
                    continue
                passed += 1
            elif _meta(output).get(ONLY_IF_NEW) and asked and not passed:
                self.count("no_next_page")
                continue
            yield output

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Filters the articles of a list (`-a urls=`) in the same way: no response names them."""
        async for request in start:
            key = _meta(request).get(ARTICLE)
            if key is None or self._is_wanted(
                request, (await self._known([key])).get(key), time.time()
            ):
                yield request

    async def _known(self, keys: Collection[str]) -> dict[str, KnownPage]:
        """Returns the known pages by key. Raises CloseSpider if the database is down."""
        try:
            return await run_in_thread(self.state.store.known, keys) if keys else {}
        except StateError as error:
            logger.error("%s", error)
            raise CloseSpider(STATE_FAILED) from error

    def _is_wanted(self, request: Request, page: KnownPage | None, now: float) -> bool:
        """Returns whether the article is new or may have changed. The answer is counted."""
        spider: Any = self.crawler.spider
        if page is not None and page.reason == TAKEN_DOWN:
            self.count(f"skipped/{TAKEN_DOWN}")
            return False
        if page is None or (
            page.reason == FILTERED and page.digests != spider.arguments.filter_digest
        ):
            self.count("new")
            return True
        key, before = request.meta[ARTICLE], self._left.pop(request.meta[ARTICLE], None)
        modified, published = before or (None, None)
        modified = most_recent((modified, request.meta[MODIFIED]), now, spider.zone)
        published = most_recent((published, request.meta[PUBLISHED]), now, spider.zone)
        reason = f"skipped/{page.reason or 'delivered'}"
        if spider.arguments.again or due(page, modified, published, now, spider.zone):
            self.count("recheck")
            request.meta[KNOWN] = page
            # the article was counted as skipped when another source listed it
            if before is not None:
                self.count(reason, -1)
            return True
        self._left[key] = modified, published
        spider.left_out(key)
        if before is None:  # an article is counted once, however many sources list it
            self.count(reason)
        return False


def _meta(output: Any) -> dict[str, Any]:
    """Returns the meta of a request. An item has none."""
    return output.meta if isinstance(output, Request) else {}

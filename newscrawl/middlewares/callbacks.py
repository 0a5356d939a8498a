"""Spider middlewares: callbacks run one at a time, and each within its time."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncgen import as_async_generator
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.spider import iterate_spider_output
from twisted.python.failure import Failure

from newscrawl.extensions.watchdog import ResponseWatchdog
from newscrawl.job.component import Component
from newscrawl.job.exceptions import TooSlow
from newscrawl.job.watchdog import OutOfTimeError

logger = logging.getLogger(__name__)


class Turns(Component):
    """Starts callbacks in different turns of the loop, after word lists, models and patterns are
    loaded in a thread. Otherwise the first page, and pages that arrive together, would block it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._lock = asyncio.Lock()
        self._loading: asyncio.Future[None] | None = None
        crawler.signals.connect(self.begin, signals.request_reached_downloader)

    def begin(self) -> None:
        if self._loading is None:
            self._loading = asyncio.ensure_future(_load())

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        if self._loading is not None:
            await asyncio.shield(self._loading)
        async with self._lock:
            await asyncio.sleep(0)  # give the rest of this turn to other tasks
        async for output in result:
            yield output


def load() -> None:
    from newscrawl.discovery import loading  # imports the modules that read pages

    loading.load()


async def _load() -> None:
    try:
        await run_in_thread(load)
    except Exception:  # the first page then loads what is missing
        logger.exception("Word lists and models could not be loaded before the first page")
    # `scrapy crawl` has excluded existing objects from garbage collection; these are excluded too
    if gc.get_freeze_count():
        gc.freeze()


class SlowResponses(Component):
    """Gives callbacks NEWSCRAWL_RESPONSE_SECONDS for one response. What was yielded in time is
    kept. Then the errback is called with TooSlow, as after a failed download.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.watchdog = self.extension(ResponseWatchdog)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        budget = self.watchdog.budget()
        while True:
            try:
                output = await self.watchdog.run(anext(result), budget)
            except StopAsyncIteration:
                return
            except OutOfTimeError:
                break
            yield output
        self.watchdog.gave_up(response.url)
        if (request := response.request) is not None and request.errback is not None:
            failure = Failure(TooSlow("too slow"))  # type: ignore[no-untyped-call] # Twisted's
            failure.request = request  # type: ignore[attr-defined] # as Scrapy does
            async for output in as_async_generator(iterate_spider_output(request.errback(failure))):
                yield output

"""Spider middlewares: callbacks run one at a time, and each within its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncgen import as_async_generator
from scrapy.utils.spider import iterate_spider_output
from twisted.python.failure import Failure

from newscrawl.extensions.warm_up import WarmUp
from newscrawl.extensions.watchdog import ResponseWatchdog
from newscrawl.job.component import Component
from newscrawl.job.exceptions import TooSlow
from newscrawl.job.watchdog import OutOfTimeError


class Turns(Component):
    """Starts callbacks in different turns of the loop, once word lists are loaded. Otherwise pages
    that arrive together would block the network.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.warm_up = self.extension(WarmUp)
        self._lock = asyncio.Lock()

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        await self.warm_up.wait()
        async with self._lock:
            await asyncio.sleep(0)  # give the rest of this turn to other tasks
        async for output in result:
            yield output


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

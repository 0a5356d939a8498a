"""Reads one page in each turn of the event loop, and only after the word lists are loaded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from newscrawl.extensions.warm_up import WarmUp


class Turns:
    """A spider middleware that starts callbacks one after the other.

    Answers often arrive together. If one turn of the loop read sixteen pages, the network would
    wait for a quarter of a second.
    """

    def __init__(self, warm_up: WarmUp) -> None:
        self.warm_up = warm_up
        self._lock = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        warm_up = crawler.get_extension(WarmUp)
        if warm_up is None:
            raise NotConfigured
        return cls(warm_up)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        await self.warm_up.wait()
        async with self._lock:
            await asyncio.sleep(0)  # give the rest of this turn to other tasks
        async for output in result:
            yield output

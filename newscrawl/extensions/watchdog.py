"""No response blocks a crawl for long, and a crawl that is told to end ends soon."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from newscrawl.job.component import Component
from newscrawl.job.exceptions import Refused
from newscrawl.job.watchdog import Budget, Watchdog

logger = logging.getLogger(__name__)

_T = TypeVar("_T")

IN_C = 15.0
"""Seconds of CPU time beyond a response's limit after which C code is killed with the process."""
ADDRESSES = 20
"""Addresses of slow responses that the summary lists. The log lists all of them."""
LONGEST = 500
"""Characters of an address that are logged."""


class ResponseWatchdog(Component):
    """Limits spiders' callbacks and item pipelines to NEWSCRAWL_RESPONSE_SECONDS (0: no limit).

    Exporters and the state are not limited, so that no record is cut in half.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.seconds = crawler.settings.getfloat("NEWSCRAWL_RESPONSE_SECONDS")
        if self.seconds <= 0:
            raise NotConfigured
        self.watchdog = Watchdog(self.seconds + IN_C)
        crawler.signals.connect(self.watchdog.start, signals.engine_started)
        crawler.signals.connect(self.watchdog.stop, signals.engine_stopped)

    def budget(self) -> Budget:
        """Returns a new budget for one response."""
        return Budget(self.seconds)

    async def run(self, awaited: Awaitable[_T], budget: Budget) -> _T:
        """Returns the result of `awaited`. Raises OutOfTimeError if the budget is used up first."""
        return await self.watchdog.run(awaited, budget)

    def gave_up(self, url: str) -> None:
        """Counts and logs a response that took too long."""
        shown = url[:LONGEST]
        logger.warning("Over NEWSCRAWL_RESPONSE_SECONDS (%g), given up: %s", self.seconds, shown)
        self.stats.inc_value("newscrawl/too_slow")
        known = self.stats.get_value("newscrawl/too_slow/addresses", [])
        self.stats.set_value("newscrawl/too_slow/addresses", [*known, shown][:ADDRESSES])


class TimelyClose(Component):
    """Drops waiting requests when a crawl is told to end: with a Crawl-delay they would take
    minutes. Responses on their way may still arrive within DOWNLOAD_TIMEOUT.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._timer = create_looping_call(self._look)
        crawler.signals.connect(self.engine_started, signals.engine_started)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    def engine_started(self) -> None:
        self._timer.start(1, now=False)

    def spider_closed(self) -> None:
        if self._timer.running:
            self._timer.stop()

    def _look(self) -> None:
        engine = self.crawler.engine
        if engine is None or engine._slot is None or engine._slot.closing is None:
            return
        for slot in engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(Failure(Refused("the crawl ends")))  # type: ignore[no-untyped-call] # Twisted's

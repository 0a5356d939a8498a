"""One pace for each site: all hosts of a registrable domain share one slot of the downloader."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.asyncio import call_later
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from newscrawl.extraction.addresses import registrable

logger = logging.getLogger(__name__)

LEAST_DELAY = "least_delay"
"""The key of request.meta for the least delay of the request's site, in seconds, from now on."""


class SiteDownloader(Downloader):
    """Scrapy's downloader with one slot for each site instead of each host.

    `download_slot` in request.meta is ignored, because a redirect to another site keeps it.

    Scrapy counts a delay from the moment at which a request leaves the queue. If the loop is busy
    then, the next one follows too soon. Here a delay counts from the sending. At least half of it
    also passes after each answer, because a new connection may delay the sending.

    The Crawl-delay of robots.txt, which Scrapy reads but does not use, is obeyed up to
    NEWSCRAWL_MAX_CRAWL_DELAY seconds. If a site has several hosts, the longest delay counts.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.connect(self._answered, signals.response_downloaded)
        self._longest = crawler.settings.getfloat("NEWSCRAWL_MAX_CRAWL_DELAY")
        if crawler.settings.getbool("ROBOTSTXT_OBEY"):
            crawler.signals.connect(self.robots_parsed, signals.robots_parsed)

    def get_slot_key(self, request: Request) -> str:
        """Returns the registrable domain of a request, such as "bbc.co.uk"."""
        return registrable(urlparse_cached(request).hostname or "")

    async def _enqueue_request(self, request: Request) -> Response:
        if delay := request.meta.get(LEAST_DELAY):
            self.slow_down(self.get_slot_key(request), delay)
        return await super()._enqueue_request(request)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Waits between two requests to the site as long as its robots.txt asks."""
        settings = self.crawler.settings
        crawl_delay = robotparser.crawl_delay(
            settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        )
        site, delay = self.get_slot_key(request), min(crawl_delay or 0, self._longest)
        if self.slow_down(site, delay):
            self.crawler.stats.inc_value("newscrawl/crawl_delay/sites")
            told = "robots.txt of %s asks for %s s between requests: waiting %s s"
            logger.info(told, site, crawl_delay, delay)

    def slow_down(self, site: str, delay: float) -> bool:
        """Sets the site's delay to at least `delay` seconds from now on, without jitter, which would
        sometimes halve it. Returns whether the delay grew.
        """
        slot = self.slots.get(site)
        given = self.per_slot_settings.get(site, {})
        if delay <= given.get("delay", slot.delay if slot else self._delay):
            return False
        # Scrapy drops idle slots and makes new ones from these settings.
        self.per_slot_settings[site] = {**given, "delay": delay, "jitter": 0.0}
        if slot:
            slot.delay, slot.jitter = delay, 0.0
        return True

    def _wait_for_download(
        self, slot: Slot, request: Request, queue_dfd: Deferred[Response]
    ) -> Coroutine[Any, Any, None]:
        """Counts the request as under way at once. Scrapy 2.19 counts it a turn of the loop later.
        Until then the slot could start further requests.
        """
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)

    async def _download(self, slot: Slot, request: Request) -> Response:
        # A call without a delay runs after the loop has sent its waiting data.
        call_later(0, _not_before, slot, 0.0)
        return await super()._download(slot, request)

    def _answered(self, request: Request) -> None:
        if slot := self.slots.get(request.meta.get(self.DOWNLOAD_SLOT, "")):
            _not_before(slot, slot.delay / 2)


def _not_before(slot: Slot, passed: float) -> None:
    """Counts the slot's delay from `passed` seconds ago. A longer pause (Retry-After) stays."""
    slot.lastseen = max(slot.lastseen, monotonic() - passed)

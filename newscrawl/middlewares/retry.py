"""Retries that wait as long as the server asks with Retry-After, and none where that is too long."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import retry
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.exceptions import Refused
from newscrawl.middlewares.robotstxt import is_robots_request

logger = logging.getLogger(__name__)

STATUSES = (429, 503)
"""Those that Retry-After comes with (RFC 9110, 10.2.3; RFC 6585, 4)."""


class RetryMiddleware(retry.RetryMiddleware):
    """Scrapy's own, and Retry-After: the site waits, and other sites go on.

    If a host asks for more than NEWSCRAWL_MAX_RETRY_AFTER seconds (default 300), nothing more is asked of that host until
    then: its requests are refused as "retry after". Other hosts of its site go on.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("NEWSCRAWL_MAX_RETRY_AFTER")
        self._closed: dict[str, float] = {}  # host -> when it opens, by the monotonic clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        # The slot asks for the next page before process_response comes round.
        crawler.signals.connect(middleware.response_downloaded, signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        assert self.crawler.stats
        if self._closed.get(urlparse_cached(request).hostname or "", 0) > monotonic():
            if not is_robots_request(request):
                self.crawler.stats.inc_value("newscrawl/refused/retry_after")
            raise Refused("retry after")

    def response_downloaded(self, response: Response, request: Request) -> None:
        wait = asked(response, datetime.now(UTC)) if response.status in STATUSES else 0
        if wait <= 0:
            return
        assert self.crawler.engine
        assert self.crawler.stats
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        if wait > self.longest:
            host = urlparse_cached(request).hostname or ""
            self._closed[host] = monotonic() + wait
            logger.warning("%s asks for %d s of rest: it gets them, and this crawl goes on without it", host, wait)
        elif slot := downloader.slots.get(key):
            slot.lastseen = max(slot.lastseen, monotonic() + wait)
            slot.delay = slot.delay or 0.001  # with none, Scrapy does not look when the slot was last used
            logger.info("%s asks for %d s of rest: waiting", key, wait)
        self.crawler.stats.inc_value("newscrawl/retry_after/asked")


def asked(response: Response, now: datetime) -> float:
    """The seconds that Retry-After asks for, as a number or a date; 0 where it asks for none or can't be read."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return 0
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())

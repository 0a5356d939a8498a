"""Retries after the time that the server asks for with Retry-After, unless it is too long."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.job.component import Component
from newscrawl.middlewares.documents import header
from newscrawl.middlewares.robotstxt import refused

logger = logging.getLogger(__name__)

STATUSES = (429, 503)
"""Statuses with Retry-After (RFC 9110, 10.2.3; RFC 6585, 4)."""
_SHORTEST_DELAY = 0.001
"""Seconds. Without any delay, Scrapy does not check when a slot was last used."""
_MAX_DIGITS = 12
"""Digits of Retry-After that are read: 12 digits are more seconds than any crawl lasts."""


class RetryAfter(Component):
    """Sends no request to a site until the time of Retry-After is over. Scrapy retries.

    If a host asks for more than NEWSCRAWL_MAX_RETRY_AFTER seconds, its requests are refused as
    "retry after" until then. Requests to other hosts of the site are sent.
    """

    name = "retry_after"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.longest = crawler.settings.getfloat("NEWSCRAWL_MAX_RETRY_AFTER")
        self._closed: dict[str, float] = {}  # host -> the end of its pause, monotonic
        # A signal, because the slot may send its next request before process_response is called.
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    def process_request(self, request: Request) -> None:
        if self._closed.get(urlparse_cached(request).hostname or "", 0) > monotonic():
            raise refused(self.stats, request, "retry after")

    def response_downloaded(self, response: Response, request: Request) -> None:
        wait = seconds_asked_for(response, datetime.now(UTC)) if response.status in STATUSES else 0
        if wait <= 0:
            return
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        if wait > self.longest:
            host = urlparse_cached(request).hostname or ""
            self._closed[host] = monotonic() + wait
            logger.warning("%s asks for a pause of %d s: going on without it", host, wait)
        elif slot := downloader.slots.get(key):
            slot.lastseen = max(slot.lastseen, monotonic() + wait)
            slot.delay = slot.delay or _SHORTEST_DELAY
            logger.info("%s asks for a pause of %d s: waiting", key, wait)
        self.count("asked")


def seconds_asked_for(response: Response, now: datetime) -> float:
    """Returns the seconds that Retry-After asks for. 0 if it is missing or can't be read."""
    value = header(response, "Retry-After").strip()
    if value.isascii() and value.isdigit():
        return float(value[:_MAX_DIGITS])
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return 0
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())

"""A bound on the requests to one host: a site without an end is left after so many."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.exceptions import Refused
from newscrawl.middlewares.robotstxt import is_robots_request

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)


class HostRequests:
    """At most NEWSCRAWL_HOST_REQUESTS requests to a host in a crawl, retries and redirects among them; 0 switches it off."""

    def __init__(self, stats: StatsCollector, most: int) -> None:
        self.stats = stats
        self.most = most
        self._made: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        most = crawler.settings.getint("NEWSCRAWL_HOST_REQUESTS")
        if most <= 0:
            raise NotConfigured
        return cls(crawler.stats, most)

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        self._made[host] += 1
        if self._made[host] == self.most + 1:
            logger.warning(
                "%s was asked %d times, the most for one crawl: nothing more is asked of it", host, self.most
            )
        if self._made[host] > self.most:
            if not is_robots_request(request):
                self.stats.inc_value("newscrawl/refused/too_many_requests")
            raise Refused("too many requests")

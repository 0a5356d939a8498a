"""Leads the demo's requests to its server on loopback, and refuses every other host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.demo.server import HOSTS, DemoServer

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector


class DemoMiddleware:
    """A downloader middleware, at 50: before RobotsTxtMiddleware (100) and HttpProxyMiddleware
    (750).
    """

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats
        self.server: DemoServer | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        assert crawler.stats is not None
        middleware = cls(crawler.stats)
        crawler.signals.connect(middleware.spider_opened, signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        self.server = DemoServer().start()

    def spider_closed(self) -> None:
        if self.server is not None:
            self.server.close()

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname
        if self.server is None or urlparse_cached(request).scheme != "http" or host not in HOSTS:
            self.stats.inc_value("newscrawl/demo/refused")
            raise IgnoreRequest(f"The demo knows no host {host}")
        request.meta["proxy"] = self.server.url

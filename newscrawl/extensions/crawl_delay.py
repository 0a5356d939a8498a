"""Obeys the Crawl-delay of robots.txt, which Scrapy reads but does not use."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self, cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.robotstxt import RobotParser

if TYPE_CHECKING:
    from newscrawl.network.downloader import SiteDownloader

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Waits between two requests to a site as long as its robots.txt asks, if this is longer than
    the set delay.

    If a site has several hosts, the longest delay counts. NEWSCRAWL_MAX_CRAWL_DELAY (seconds,
    default 60) bounds the delay, since some sites ask for an hour. 0 switches the extension off.
    """

    def __init__(self, crawler: Crawler, longest: float) -> None:
        self.crawler = crawler
        self.longest = longest
        self.user_agent: str = (
            crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        longest = crawler.settings.getfloat("NEWSCRAWL_MAX_CRAWL_DELAY")
        if longest <= 0 or not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        extension = cls(crawler, longest)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        assert self.crawler.engine
        assert self.crawler.stats
        downloader = cast("SiteDownloader", self.crawler.engine.downloader)
        site = downloader.get_slot_key(request)
        asked = robotparser.crawl_delay(self.user_agent) or 0
        delay = min(asked, self.longest)
        if downloader.slow_down(site, delay):
            self.crawler.stats.inc_value("newscrawl/crawl_delay/sites")
            logger.info(
                "robots.txt of %s asks for %s s between requests: waiting %s s", site, asked, delay
            )

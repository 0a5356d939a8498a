"""The Crawl-delay of robots.txt: Scrapy reads it and leaves it at that; here it sets the pace of the site's slot."""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Waits between two requests as long as robots.txt asks, where that is longer than the delay set.

    NEWSCRAWL_MAX_CRAWL_DELAY (seconds, default 60) bounds it, for sites that ask for an hour; 0 switches it off.
    """

    def __init__(self, crawler: Crawler, longest: float) -> None:
        self.crawler = crawler
        self.longest = longest
        self.user_agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]

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
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        slot = downloader.slots.get(key)
        asked = robotparser.crawl_delay(self.user_agent) or 0
        delay = min(asked, self.longest)
        if delay <= (slot.delay if slot else self.crawler.settings.getfloat("DOWNLOAD_DELAY")):
            return
        # Both the slot that is there and, since Scrapy drops slots that lie idle, those to come. Without jitter, which
        # would halve at times what was asked.
        downloader.per_slot_settings[key] = {**downloader.per_slot_settings.get(key, {}), "delay": delay, "jitter": 0.0}
        if slot:
            slot.delay, slot.jitter = delay, 0.0
        self.crawler.stats.inc_value("newscrawl/crawl_delay/sites")
        logger.info("robots.txt of %s asks for %s s between requests: waiting %s s", key, asked, delay)

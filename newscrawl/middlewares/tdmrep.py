"""Asks each site once for its /.well-known/tdmrep.json, where the crawl leaves out what it reserves."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.extraction import tdmrep
from newscrawl.middlewares.robotstxt import is_robots_request, site_of
from newscrawl.pipelines.rights import MINING, heeded

logger = logging.getLogger(__name__)

_OURS = "tdmrep_request"


class TdmReservations:
    """Gives the rules of its site to each request; asked with `NEWSCRAWL_RIGHTS` of tdm or training alone.

    It is a request more to every host, which only those make who heed the answer. A site whose file can't be had reserves
    nothing there.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._rules: dict[str, list[tdmrep.Rule]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if MINING.isdisjoint(heeded(crawler.settings)):
            raise NotConfigured
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if (
            is_robots_request(request)
            or _OURS in request.meta
            or urlparse_cached(request).scheme not in ("http", "https")
        ):
            return
        site = site_of(request)
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = await self._ask(site)
        request.meta[tdmrep.META] = self._rules[site]

    async def _ask(self, site: str) -> list[tdmrep.Rule]:
        assert self.crawler.engine
        assert self.crawler.stats
        self.crawler.stats.inc_value("newscrawl/tdmrep/asked")
        try:
            response = await self.crawler.engine.download_async(
                Request(f"{site}{tdmrep.PATH}", NO_CALLBACK, priority=1000, meta={_OURS: True})
            )
        except Exception as error:  # whatever robots.txt, a server or a network has against it
            logger.info("No %s of %s: %r", tdmrep.PATH, site, error)
            return []
        rules = tdmrep.read(response.body) if response.status == 200 else []
        if rules:
            self.crawler.stats.inc_value("newscrawl/tdmrep/sites")
        return rules

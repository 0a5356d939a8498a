"""Fetches /.well-known/tdmrep.json of each site once."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from http import HTTPStatus

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.extraction.facts.rights import MINING, heeded
from newscrawl.extraction.page import tdmrep
from newscrawl.job.component import Component
from newscrawl.middlewares.robotstxt import is_robots_request, site_of

logger = logging.getLogger(__name__)

_OURS = "tdmrep_request"
"""The key of request.meta that marks requests for the file."""
_BEFORE_PAGES = 1000
"""The priority of a request for the file: its site's pages wait for it, as for robots.txt."""


class TdmReservations(Component):
    """Puts the TDMRep rules of its site into the meta of each request.

    Runs only if NEWSCRAWL_RIGHTS names tdm or training, because it costs one request to every
    host. A site whose file can't be fetched reserves nothing.
    """

    name = "tdmrep"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if MINING.isdisjoint(heeded(crawler.settings.getlist("NEWSCRAWL_RIGHTS"))):
            raise NotConfigured
        self._rules: dict[str, list[tdmrep.Rule]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def process_request(self, request: Request) -> None:
        on_web = urlparse_cached(request).scheme in ("http", "https")
        if not on_web or is_robots_request(request) or _OURS in request.meta:
            return
        site = site_of(request)
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = await self._ask(site)
        request.meta[tdmrep.META] = self._rules[site]

    async def _ask(self, site: str) -> list[tdmrep.Rule]:
        self.count("asked")
        url = f"{site}{tdmrep.PATH}"
        request = Request(url, NO_CALLBACK, priority=_BEFORE_PAGES, meta={_OURS: True})
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # refused by robots.txt, or any failure of a server or a network
            logger.info("Could not read %s of %s: %r", tdmrep.PATH, site, error)
            return []
        rules = tdmrep.rules_of(response.body) if response.status == HTTPStatus.OK else []
        if rules:
            self.count("sites")
        return rules

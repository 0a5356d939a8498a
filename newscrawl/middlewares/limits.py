"""Limits that Scrapy does not have: requests to one host, tags of one page."""

from __future__ import annotations

import logging
from collections import Counter

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.extraction.page.parsing import utf8
from newscrawl.extraction.page.tags import exceeds
from newscrawl.job.component import Component
from newscrawl.middlewares.robotstxt import refused

logger = logging.getLogger(__name__)


class HostRequests(Component):
    """Refuses more than NEWSCRAWL_HOST_REQUESTS requests to one host in a crawl.

    Retries and redirects count too. 0 switches the middleware off.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.most = crawler.settings.getint("NEWSCRAWL_HOST_REQUESTS")
        if self.most <= 0:
            raise NotConfigured
        self._made: Counter[str] = Counter()

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        self._made[host] += 1
        if self._made[host] == self.most + 1:
            logger.warning(
                "%s got %d requests, the most for one crawl (NEWSCRAWL_HOST_REQUESTS): no more are sent",
                host,
                self.most,
            )
        if self._made[host] > self.most:
            raise refused(self.stats, request, "too many requests")


class PageTags(Component):
    """Refuses HTML pages with too many tags or attributes before they are parsed.

    A page may have NEWSCRAWL_PAGE_TAGS tags and comments, and MAX_ATTRIBUTES attributes in one
    tag. A tree takes about 300 bytes for each tag: 16 MB of the shortest tags make 1 GB. Tags
    are counted in one pass without a tree, which takes no longer than parsing. 0 switches the
    middleware off.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.most = crawler.settings.getint("NEWSCRAWL_PAGE_TAGS")
        if self.most <= 0:
            raise NotConfigured

    def process_response(self, request: Request, response: Response) -> Response:
        if isinstance(response, HtmlResponse) and exceeds(
            utf8(response.body, response.encoding), self.most
        ):
            logger.warning(
                "Refused, because it has too many tags (NEWSCRAWL_PAGE_TAGS): %s", response
            )
            raise refused(self.stats, request, "too many tags")
        return response

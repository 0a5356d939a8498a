"""Limits that Scrapy does not have: requests to one host, tags of one page."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from lxml import etree
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.extraction.page.parsing import utf8
from newscrawl.job.component import Component
from newscrawl.middlewares.robotstxt import refused

logger = logging.getLogger(__name__)

HARMLESS = 100_000
"""Pages of at most so many bytes are not checked. Their parsing takes less than a second, whatever
their tags.
"""
MAX_ATTRIBUTES = 250
"""The most attributes of one tag. libxml2's time grows at least with their square: 200,000 take 74
s."""
ALL_ATTRIBUTES = 500_000
"""The most attributes of one page: two for each of the tags that NEWSCRAWL_PAGE_TAGS allows."""


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
        if not isinstance(response, HtmlResponse) or len(response.body) <= HARMLESS:
            return response
        if exceeds(utf8(response.body, response.encoding), self.most):
            logger.warning(
                "Refused, because it has too many tags (NEWSCRAWL_PAGE_TAGS): %s", response
            )
            raise refused(self.stats, request, "too many tags")
        return response


def exceeds(page: bytes, most: int) -> bool:
    """Returns whether a page in UTF-8 has more than `most` tags, comments and instructions, or too
    many attributes.
    """
    counter: Any = _Counter(most)  # lxml asks for fewer methods than its stubs
    parser = etree.HTMLParser(target=counter, huge_tree=True, encoding="utf-8")
    try:
        etree.fromstring(page, parser)
    except _ExceededError:
        return True
    except etree.LxmlError:  # the page can't be parsed at all; extraction reports this
        return False
    return False


class _ExceededError(Exception):
    pass


class _Counter:
    """A target for lxml's parser that counts tags and builds no tree."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.attributes = ALL_ATTRIBUTES

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count()
        self.attributes -= len(attributes)
        if len(attributes) > MAX_ATTRIBUTES or self.attributes < 0:
            raise _ExceededError

    def comment(self, text: str) -> None:
        self._count()

    def pi(self, target: str, data: str | None = None) -> None:
        self._count()

    def close(self) -> None:
        pass

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _ExceededError

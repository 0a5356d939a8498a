"""Bounds that Scrapy has none for: requests to one host, tags of one page."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING, Any, Self

from lxml import etree
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.exceptions import Refused
from newscrawl.extraction.parsing import utf8
from newscrawl.middlewares.robotstxt import is_robots_request

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)

HARMLESS = 100_000
"""Bytes up to which a page is not looked through: whatever its tags, it is parsed in a second."""
MAX_ATTRIBUTES = 250
"""Attributes of one tag: libxml2's time grows with their square at least, 200,000 of them in 2 MB take 74 s."""
ALL_ATTRIBUTES = 500_000
"""Attributes of a page: two for each of the tags that NEWSCRAWL_PAGE_TAGS allows."""


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


class PageTags:
    """HTML pages of more than NEWSCRAWL_PAGE_TAGS tags and comments, or with a tag of MAX_ATTRIBUTES, are refused unparsed.

    A tree takes some 300 bytes a tag, so that 16 MB of the shortest make 1 GB. One pass without a tree, at most as long as
    the parsing that follows, counts them. 0 switches it off.
    """

    def __init__(self, stats: StatsCollector, most: int) -> None:
        self.stats = stats
        self.most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        most = crawler.settings.getint("NEWSCRAWL_PAGE_TAGS")
        if most <= 0:
            raise NotConfigured
        return cls(crawler.stats, most)

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, HtmlResponse) or len(response.body) <= HARMLESS:
            return response
        if exceeds(utf8(response.body, response.encoding), self.most):
            logger.warning("Refused, as its tags are too many: %s", response)
            self.stats.inc_value("newscrawl/refused/too_many_tags")
            raise Refused("too many tags")
        return response


def exceeds(page: bytes, most: int) -> bool:
    """Whether a page in UTF-8 has more than `most` tags, comments and the like, or too many attributes."""
    counter: Any = _Counter(most)  # lxml asks for fewer methods than its stubs
    parser = etree.HTMLParser(target=counter, huge_tree=True, encoding="utf-8")
    try:
        etree.fromstring(page, parser)
    except _ExceededError:
        return True
    except etree.LxmlError:  # not to be parsed at all, for whatever comes later to say
        return False
    return False


class _ExceededError(Exception):
    pass


class _Counter:
    """A parser's target that counts and keeps nothing."""

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

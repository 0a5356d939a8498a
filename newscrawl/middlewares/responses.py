"""Downloader middlewares for responses that Scrapy reads in a wrong way, or not at all."""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import redirect
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response, TextResponse

from newscrawl.extraction.page.encoding import encoding_of
from newscrawl.extraction.page.parsing import readable
from newscrawl.extraction.page.tags import exceeds
from newscrawl.job.component import Component
from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.documents import header
from newscrawl.middlewares.robotstxt import refused

logger = logging.getLogger(__name__)


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Scrapy's middleware raises ValueError for a redirect to an invalid address, such as
    `http://[`. Here the request fails as "bad redirect".
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # Scrapy's takes a spider too
        try:
            return super().process_response(request, response)
        except ValueError as error:
            raise Refused("bad redirect") from error


class MetaRefreshMiddleware(redirect.MetaRefreshMiddleware):
    """Scrapy's middleware, which raises ValueError for a page whose `<base>` or refresh is no
    address. Here the page is delivered without a redirect.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # Scrapy's takes a spider too
        try:
            return super().process_response(request, response)
        except ValueError as error:
            logger.debug("Not redirected by meta refresh (%s): %s", error, response)
            return response


class KnownEncodings:
    """Decodes every response by `encoding_of`. Otherwise a page could name any codec of Python."""

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, TextResponse):
            return response
        encoding = encoding_of(response.body, header(response, "Content-Type"))
        return response.replace(encoding=encoding)


class PageTags(Component):
    """Refuses HTML pages with over NEWSCRAWL_PAGE_TAGS tags, or MAX_ATTRIBUTES attributes in one
    tag, before they are parsed.

    A tree takes about 300 bytes for each tag: 16 MB of the shortest tags make 1 GB. Counting takes
    no longer than parsing.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.most = crawler.settings.getint("NEWSCRAWL_PAGE_TAGS")
        if self.most <= 0:
            raise NotConfigured

    def process_response(self, request: Request, response: Response) -> Response:
        if not isinstance(response, HtmlResponse):
            return response
        if exceeds(readable(response.body, response.encoding), self.most):
            logger.warning("Too many tags or attributes (NEWSCRAWL_PAGE_TAGS): %s", response)
            raise refused(self.stats, request, "too many tags")
        return response

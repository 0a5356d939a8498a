"""Answers the demo's requests without a network, and refuses those for any other site."""

from __future__ import annotations

from time import monotonic
from urllib.parse import unquote

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.demo.aggregator import Aggregator
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.stories import stories


class DemoDownloadHandler(BaseDownloadHandler):
    """Answers for http://daily.example and http://preview.example.

    Each crawl gets a newspaper of its own, because one page fails at the first request for it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.sites: dict[str, Newspaper | Aggregator] = {
            "daily.example": Newspaper(stories()),
            "preview.example": Aggregator(stories()),
        }

    async def download_request(self, request: Request) -> Response:
        address = urlparse_cached(request)
        site = self.sites.get(address.hostname or "")
        if site is None or address.scheme != "http":
            raise NotSupported(f"not a page of the demo: {request.url}")
        began = monotonic()
        # in a thread, because the first page of a template takes a while
        found = await run_in_thread(site.answer, unquote(address.path) or "/", address.query)
        request.meta["download_latency"] = monotonic() - began
        headers = Headers({"Content-Type": found.content_type})
        if found.location:
            headers["Location"] = found.location
        cls = responsetypes.from_args(headers=headers, url=request.url, body=found.body)
        return cls(request.url, found.status, headers, found.body, request=request)

"""Conditional requests for feeds, sitemaps and section pages, by Scrapy's HTTP cache.

Every crawl asks the site. After a 304 it reads its copy in the state, and so finds again the
articles that an earlier crawl could not deliver.
"""

from __future__ import annotations

import json
import zlib
from http import HTTPStatus

from scrapy import Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from scrapy.utils.response import response_from_dict

from newscrawl.extensions.state import CrawlState
from newscrawl.extraction.page.document import by_name

SOURCE = "source"
"""The key of request.meta that marks requests for feeds, sitemaps and sections."""

_VALIDATORS = ((b"ETag", b"If-None-Match"), (b"Last-Modified", b"If-Modified-Since"))
_MAX_BYTES = 4 * 1024 * 1024
"""Larger pages (in bytes, before compression) are not kept, to bound the size of the state."""


class AlwaysAsk:
    """A cache policy: only sources are cached, and every copy is validated (RFC 9111, 4.3)."""

    def __init__(self, settings: BaseSettings) -> None: ...

    def should_cache_request(self, request: Request) -> bool:
        return bool(request.meta.get(SOURCE)) and request.method == "GET"

    def should_cache_response(self, response: Response, request: Request) -> bool:
        answers = any(name in response.headers for name, _ in _VALIDATORS)
        return response.status == HTTPStatus.OK and answers and len(response.body) <= _MAX_BYTES

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        for name, condition in _VALIDATORS:
            if value := cachedresponse.headers.get(name):
                request.headers[condition] = value
        return False

    def is_cached_response_valid(
        self, cachedresponse: Response, response: Response, request: Request
    ) -> bool:
        return response.status == HTTPStatus.NOT_MODIFIED


class StateStorage:
    """A cache storage: the last copy of each source, in the state if there is one."""

    def __init__(self, settings: BaseSettings) -> None:
        self.state: CrawlState | None = None

    def open_spider(self, spider: Spider) -> None:
        self.state = spider.crawler.get_extension(CrawlState)

    def close_spider(self, spider: Spider) -> None: ...

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        value = self.state.recall(SOURCE, request.url) if self.state else None
        if value is None:
            return None
        head, _, body = zlib.decompress(value).partition(b"\n")
        facts = json.loads(head)
        headers = {
            name: [v.encode("latin-1") for v in values] for name, values in facts["headers"].items()
        }
        return response_from_dict({**facts, "headers": headers, "body": body})

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        if self.state is None:
            return
        headers = by_name(response.headers)
        facts = json.dumps({"url": response.url, "status": response.status, "headers": headers})
        value = zlib.compress(facts.encode() + b"\n" + response.body, 1)
        self.state.remember(SOURCE, request.url, value)


class ConditionalRequests(HttpCacheMiddleware):
    """Scrapy's middleware, but requests that were redirected or are tried again lose the conditions
    of the first request.
    """

    DOWNLOAD_EXCEPTIONS = ()  # type: ignore[assignment] # cached copies do not replace a site that is down

    def process_request(self, request: Request) -> Request | Response | None:  # type: ignore[override] # Scrapy's takes a spider too
        for _, condition in _VALIDATORS:
            request.headers.pop(condition, None)
        return super().process_request(request)

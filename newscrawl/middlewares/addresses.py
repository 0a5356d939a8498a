"""Refuses requests to private addresses. Pages and DNS answers could otherwise send requests to
this machine."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, NotConfigured
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.url import add_http_if_no_scheme

from newscrawl.job.component import Component
from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.robotstxt import refused
from newscrawl.network import resolver

logger = logging.getLogger(__name__)


class PublicAddresses(Component):
    """Refuses requests to addresses that are not public.

    The last downloader middleware before the network, so that it sees redirects, requests for
    robots.txt, and the proxy of a request. It checks hosts that are addresses; PublicResolver
    checks names when they are looked up. The operator's own proxies may have any address. A
    request through a proxy is checked only if its host is an address, since the proxy looks up
    names. NEWSCRAWL_PRIVATE_ADDRESSES switches the middleware off.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if crawler.settings.getbool("NEWSCRAWL_PRIVATE_ADDRESSES"):
            raise NotConfigured

    def process_request(self, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        if proxy := request.meta.get("proxy"):
            resolver.trusted.add((urlsplit(add_http_if_no_scheme(proxy)).hostname or "").lower())
        elif host in resolver.trusted:  # the resolver does not check the names of proxies
            raise self._refused(request)
        address = resolver.literal(host)
        if address and not resolver.is_public(address):
            raise self._refused(request)

    def process_exception(self, request: Request, exception: Exception) -> None:
        if (
            isinstance(exception, CannotResolveHostError)
            and urlparse_cached(request).hostname in resolver.refused
        ):
            raise self._refused(request) from exception

    def _refused(self, request: Request) -> Refused:
        logger.warning(
            "Refused, because the address is not public (NEWSCRAWL_PRIVATE_ADDRESSES=1 allows it): %s",
            request,
        )
        return refused(self.stats, request, "private address")

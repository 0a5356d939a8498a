"""Downloader middlewares that change, sign or refuse requests."""

from __future__ import annotations

import logging
import secrets
import time
from collections import Counter
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, NotConfigured
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.url import add_http_if_no_scheme

from newscrawl.job.arguments import StartError
from newscrawl.job.component import Component
from newscrawl.job.exceptions import Refused
from newscrawl.job.logfilter import without_userinfo
from newscrawl.middlewares.robotstxt import refused
from newscrawl.network import resolver
from newscrawl.network.signatures import NONCE_BYTES, SignatureKeyError, signer_of

logger = logging.getLogger(__name__)


class WithoutUserinfo:
    """Removes user and password from addresses, which go into records, stats and logs.

    The first downloader middleware, so that it also sees redirects. For a site that needs a
    password, use Scrapy's `http_user`, `http_pass` and `http_auth_domain`.
    """

    def process_request(self, request: Request) -> Request | None:
        if "@" not in urlparse_cached(request).netloc:
            return None
        return request.replace(url=without_userinfo(request.url))


class HostRequests(Component):
    """Refuses more than NEWSCRAWL_HOST_REQUESTS requests to one host, retries and redirects
    included.
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
            logger.warning("%s got NEWSCRAWL_HOST_REQUESTS requests: no more are sent", host)
        if self._made[host] > self.most:
            raise refused(self.stats, request, "too many requests")


class PublicAddresses(Component):
    """Refuses requests to private addresses. Pages and DNS answers could otherwise send requests
    to this machine.

    The last downloader middleware that refuses requests, so that it sees redirects, requests for
    robots.txt, and the proxy of a request. It checks hosts that are addresses; PublicResolver
    checks names when they are looked up. The operator's own proxies may have any address. Proxies
    look up names themselves.
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
        unresolved = isinstance(exception, CannotResolveHostError)
        if unresolved and urlparse_cached(request).hostname in resolver.refused:
            raise self._refused(request) from exception

    def _refused(self, request: Request) -> Refused:
        logger.warning("Private address (NEWSCRAWL_PRIVATE_ADDRESSES=1 allows it): %s", request)
        return refused(self.stats, request, "private address")


class RequestSignatures(Component):
    """Signs each request (Web Bot Auth), even for robots.txt, if NEWSCRAWL_SIGNATURE_KEY names a
    file. Retries and redirects are signed again.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        path = (crawler.settings["NEWSCRAWL_SIGNATURE_KEY"] or "").strip()
        agent = (crawler.settings["NEWSCRAWL_SIGNATURE_AGENT"] or "").strip()
        if not path:
            raise NotConfigured
        try:
            self.signer = signer_of(path, agent)
        except SignatureKeyError as error:
            raise StartError(str(error)) from error

    def process_request(self, request: Request) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        for name, value in self.signer.headers(request.url, int(time.time()), nonce).items():
            request.headers[name] = value

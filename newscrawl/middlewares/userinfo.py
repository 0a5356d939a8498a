"""Requests carry no user and no password in their address: an address goes into records, stats and logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.utils.httpobj import urlparse_cached

from newscrawl.logfilter import without_userinfo

if TYPE_CHECKING:
    from scrapy import Request


class WithoutUserinfo:
    """The first downloader middleware: it sees redirects too, which may lead to an address with a password.

    A site that asks for a password is crawled with Scrapy's `http_user`, `http_pass` and `http_auth_domain`.
    """

    def process_request(self, request: Request) -> Request | None:
        if "@" not in urlparse_cached(request).netloc:
            return None
        return request.replace(url=without_userinfo(request.url))

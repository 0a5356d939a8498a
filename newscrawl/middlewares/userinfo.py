"""Removes user and password from the addresses of requests.

Addresses go into records, stats and logs.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.job.logfilter import without_userinfo


class WithoutUserinfo:
    """The first downloader middleware, so that it also sees redirects to an address with a
    password.

    For a site that needs a password, use Scrapy's `http_user`, `http_pass` and `http_auth_domain`.
    """

    def process_request(self, request: Request) -> Request | None:
        if "@" not in urlparse_cached(request).netloc:
            return None
        return request.replace(url=without_userinfo(request.url))

"""Follows redirects and `<meta http-equiv="refresh">`. Addresses that can't be read are no errors of
the program.
"""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response

from newscrawl.job.exceptions import Refused

logger = logging.getLogger(__name__)


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Scrapy's middleware, but a redirect to what is no address, such as `http://[`, is a request
    that fails as "bad redirect". Scrapy raises ValueError.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # Scrapy's takes a spider too
        try:
            return super().process_response(request, response)
        except ValueError as error:
            raise Refused("bad redirect") from error


class MetaRefreshMiddleware(redirect.MetaRefreshMiddleware):
    """Scrapy's middleware, without its ValueError for a page whose `<base>` or refresh is no
    address.

    Example: `<base href="http://[">`. Such a page is delivered without a redirect.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override] # Scrapy's takes a spider too
        try:
            return super().process_response(request, response)
        except ValueError as error:
            logger.debug("Not redirected by meta refresh (%s): %s", error, response)
            return response

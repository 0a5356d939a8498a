"""Follows `<meta http-equiv="refresh">`, and keeps pages whose refresh address can't be read."""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response

logger = logging.getLogger(__name__)


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

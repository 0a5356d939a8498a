"""Follows `<meta http-equiv="refresh">` as Scrapy does, and keeps pages with addresses that can't
be read.
"""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Response

logger = logging.getLogger(__name__)


class MetaRefreshMiddleware(redirect.MetaRefreshMiddleware):
    """Scrapy's middleware, which raises ValueError if a page's `<base>` or refresh is not an
    address.

    Example: `<base href="http://[">`. Such a page redirects nowhere, so it is delivered as it is.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        try:
            return super().process_response(request, response)
        except ValueError as error:
            logger.debug("Not redirected by meta refresh (%s): %s", error, response)
            return response

"""robots.txt for every request, also for those that wait for it together."""

from __future__ import annotations

from scrapy.downloadermiddlewares import robotstxt
from scrapy.http import Request
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's own, but for its race: of several requests that wait for one robots.txt, 2.19 lets all but one pass unasked.

    They share a Deferred, whose result is None from the second one on, and None means that there are no rules.
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        await super().robot_parser(request)
        parser = self._parsers[urlparse_cached(request).netloc]
        assert not isinstance(parser, Deferred)  # it has fired
        return parser

"""Obeys robots.txt by RFC 9309."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import defaultdict
from http import HTTPStatus

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newscrawl.extensions.state import CrawlState
from newscrawl.extraction.page import preferences
from newscrawl.job.exceptions import Refused

logger = logging.getLogger(__name__)

MAX_SIZE = 500 * 1024
"""Bytes of a robots.txt that are read. RFC 9309, 2.5, asks for at least this many."""
MAX_REDIRECTS = 5
"""Redirects from a robots.txt that are followed (RFC 9309, 2.3.1.2)."""
MAX_AGE = 24 * 3600
"""Seconds for which the last good copy replaces a robots.txt that can't be fetched (2.4)."""
KIND = "robots.txt"
# the spellings that Protego knows
_AGENT_LINE = re.compile(r"\s*user(?:-|\s)?agent(?:\s*:|\s|$)(.*)", re.IGNORECASE)
_NO_TOKEN = re.compile(r"[^a-z_-]")
_READ = "robotstxt_bytes_read"
"""The key of request.meta for the bytes of a robots.txt that were received."""


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's middleware with the rules of RFC 9309 for a robots.txt that can't be read.

    Scrapy then allows everything, and reads error pages as rules. If several requests wait for one
    robots.txt, Scrapy 2.19 checks only one of them.

    Here everything is allowed after 4xx and after more than five redirects. After 5xx, 429 or no
    answer (each after retries) the site's requests are refused as "robots unreachable", unless
    the state has a copy of at most a day.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.state = crawler.get_extension(CrawlState)
        crawler.signals.connect(self.bytes_received, signals.bytes_received)
        agent = self._robotstxt_useragent or self._default_useragent
        # the product token of RFC 9309, 2.2.1
        self._agent = agent.partition("/")[0].strip().lower()
        self._rules: dict[str, RobotParser | Refused] = {}
        self._preferences: dict[str, list[preferences.Preference]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def process_request(self, request: Request) -> None:  # type: ignore[override] # Scrapy's has a deprecated argument
        if is_robots_request(request):
            request.meta[_READ] = 0  # retries and redirects start again
        elif urlparse_cached(request).scheme in ("http", "https"):
            await super().process_request(request)
            # A redirected request still has the meta of the site that it came from.
            request.meta[preferences.META] = self._preferences.get(site_of(request), [])

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Ends the download of a robots.txt after MAX_SIZE bytes."""
        if is_robots_request(request):
            request.meta[_READ] += len(data)
            if request.meta[_READ] > MAX_SIZE:
                raise StopDownload(fail=False)

    async def robot_parser(self, request: Request) -> RobotParser:
        """Returns the rules of the request's site. Raises Refused if no request is allowed."""
        site = site_of(request)
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = await self._ask(site, request)
        rules = self._rules[site]
        if isinstance(rules, Refused):
            raise refused(self._stats, request, str(rules))
        return rules

    async def _ask(self, site: str, request: Request) -> RobotParser | Refused:
        self._stats.inc_value("robotstxt/request_count")
        try:
            body = await self._fetch(site)
        except Refused as error:
            return error
        if body is not None:
            if self.state is not None:
                self.state.remember(KIND, site, b"%d\n%s" % (time.time(), body))
        elif (body := self._recall(site)) is not None:
            logger.warning("Could not read robots.txt of %s: using an earlier copy", site)
            self._stats.inc_value("newscrawl/robots/recalled")
        else:
            logger.warning("Could not read robots.txt of %s: no requests are sent", site)
            return Refused("robots unreachable")
        body = without_other_robots(body, self._agent)
        self._preferences[site] = preferences.preferences_of(body)
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        await self.crawler.signals.send_catch_log_async(
            signals.robots_parsed, robotparser=rules, request=request
        )
        return rules

    async def _fetch(self, site: str) -> bytes | None:
        """Returns the robots.txt of a site: b"" without one, None if this could not be learnt."""
        meta = {"dont_obey_robotstxt": True, "redirect_ttl": MAX_REDIRECTS, _READ: 0}
        url, priority = f"{site}/robots.txt", self.DOWNLOAD_PRIORITY
        request = Request(url, NO_CALLBACK, priority=priority, meta=meta)
        try:
            response = await self.crawler.engine.download_async(request)
        except Refused:
            raise
        except IgnoreRequest as error:
            return b"" if "max redirections" in str(error) else None
        except Exception as error:  # any failure of the server, of DNS or of the network
            logger.warning("No answer for %s: %r", request, error)
            self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            return None
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return _read(response)

    def _recall(self, site: str) -> bytes | None:
        """Returns the last good copy, or None if it is missing, too old, or of a later time."""
        kept = self.state.recall(KIND, site) if self.state is not None else None
        when, _, body = (kept or b"").partition(b"\n")
        return body if when.isdigit() and 0 <= time.time() - int(when) < MAX_AGE else None


def without_other_robots(body: bytes, agent: str) -> bytes:
    """Returns the robots.txt with all robots except `agent` and "*" renamed to "-".

    Names are compared by product token (RFC 9309, 2.2.1): "newscrawl/1.0" is newscrawl, "news" is
    not. Protego compares only the beginnings of names, and takes minutes for some files with many
    robots.
    """
    lines = []
    for line in body.decode("utf-8-sig", "ignore").splitlines():
        if named := _AGENT_LINE.match(line):
            name = named[1].partition("#")[0].strip().lower()
            token = _NO_TOKEN.split(name, maxsplit=1)[0]
            line = f"User-agent: {'*' if name == '*' else agent if token == agent else '-'}"
        lines.append(line)
    return "\n".join(lines).encode()


def site_of(request: Request) -> str:
    """Returns the scheme, host and port of a request: the scope of a robots.txt."""
    url = urlparse_cached(request)
    return f"{url.scheme}://{url.netloc.rpartition('@')[2].lower()}"


def is_robots_request(request: Request) -> bool:
    return _READ in request.meta


def refused(stats: StatsCollector, request: Request, reason: str) -> Refused:
    """Returns the exception that refuses a request, and counts the request by reason. Instead of a
    request for a robots.txt, the request that waits for it is counted.
    """
    if not is_robots_request(request):
        stats.inc_value(f"newscrawl/refused/{reason.replace(' ', '_')}")
    return Refused(reason)


def _read(response: Response) -> bytes | None:
    """Returns the rules in a response: b"" if the site has none, None if it does not tell."""
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    if response.status == HTTPStatus.TOO_MANY_REQUESTS:  # does not mean "no rules"
        return None
    if response.status not in range(200, 300):
        return b""
    body = response.body[: MAX_SIZE + 1]
    if len(body) <= MAX_SIZE and "download_stopped" not in response.flags:
        return body
    # Half of a path would match more than the whole path, so the cut last line is dropped.
    return body[:MAX_SIZE].rpartition(b"\n")[0]

"""robots.txt by RFC 9309, for every request, also for those that wait for one robots.txt together."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections import defaultdict
from typing import Protocol, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newscrawl.exceptions import Refused
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction import preferences

logger = logging.getLogger(__name__)

MAX_SIZE = 500 * 1024
"""Bytes that are read of a robots.txt (RFC 9309, 2.5: at least so many)."""
MAX_REDIRECTS = 5
"""Redirects of a robots.txt that are followed (RFC 9309, 2.3.1.2)."""
MAX_AGE = 24 * 3600
"""Seconds for which the last good copy stands in for a robots.txt that can't be had (RFC 9309, 2.4)."""
KIND = "robots.txt"
_AGENT_LINE = re.compile(
    r"\s*user(?:-|\s)?agent(?:\s*:|\s|$)(.*)", re.IGNORECASE
)  # in the spellings that Protego knows
_NO_TOKEN = re.compile(r"[^a-z_-]")
_READ = "robotstxt_bytes_read"  # the key in the meta of a request for robots.txt; its value is how much came so far


class Memory(Protocol):
    """What outlives a crawl: values by kind and name."""

    def recall(self, kind: str, name: str) -> bytes | None: ...

    def remember(self, kind: str, name: str, value: bytes) -> None: ...


class RobotsTxtMiddleware(robotstxt.RobotsTxtMiddleware):
    """Scrapy's own with another answer to the question which rules a site has.

    Scrapy's takes a robots.txt that could not be had for leave, and reads an error's page as rules; and of several requests
    that wait for one robots.txt, 2.19 lets all but one pass unasked. Here 4xx, and more redirects than five, leave a site
    free; 5xx, 429 and no answer, all after retries, refuse it ("robots unreachable") unless `memory` has a copy of the day.
    """

    memory: Memory | None = None

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        agent = self._robotstxt_useragent or self._default_useragent
        self._agent = agent.partition("/")[0].strip().lower()  # the product token
        self._rules: dict[str, RobotParser | Refused] = {}
        self._preferences: dict[str, list[preferences.Preference]] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = super().from_crawler(crawler)
        middleware.memory = crawler.get_extension(CrawlState)
        crawler.signals.connect(middleware.bytes_received, signals.bytes_received)
        return middleware

    async def process_request(self, request: Request) -> None:  # type: ignore[override] # Scrapy's has a deprecated argument
        if is_robots_request(request):
            request.meta[_READ] = 0  # each try and each redirect anew
        elif urlparse_cached(request).scheme in ("http", "https"):
            await super().process_request(request)
            # A redirect brings the meta of the site that it came from.
            request.meta[preferences.META] = self._preferences.get(site_of(request), [])

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Ends the download of a robots.txt with what is read of one."""
        if is_robots_request(request):
            request.meta[_READ] += len(data)
            if request.meta[_READ] > MAX_SIZE:
                raise StopDownload(fail=False)

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's site: its scheme, host and port. Raises Refused where nothing there may be asked for."""
        site = site_of(request)
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = await self._ask(site, request)
        rules = self._rules[site]
        if isinstance(rules, Refused):
            self._stats.inc_value(f"newscrawl/refused/{str(rules).replace(' ', '_')}")
            raise Refused(str(rules))
        return rules

    async def _ask(self, site: str, request: Request) -> RobotParser | Refused:
        self._stats.inc_value("robotstxt/request_count")
        try:
            body = await self._fetch(site)
        except Refused as error:
            return error
        if body is not None:
            if self.memory is not None:
                self.memory.remember(KIND, site, b"%d\n%s" % (time.time(), body))
        elif (body := self._recall(site)) is not None:
            logger.warning("robots.txt of %s can't be had: the copy of an earlier crawl is heeded", site)
            self._stats.inc_value("newscrawl/robots/recalled")
        else:
            logger.warning("robots.txt of %s can't be had: nothing is asked of this site", site)
            return Refused("robots unreachable")
        body = ours(body, self._agent)
        self._preferences[site] = preferences.read(body)
        rules: RobotParser = build_from_crawler(self._parserimpl, self.crawler, body)
        await self.crawler.signals.send_catch_log_async(signals.robots_parsed, robotparser=rules, request=request)
        return rules

    async def _fetch(self, site: str) -> bytes | None:
        """The robots.txt of a site, b"" where it has none, None where that is unknown."""
        meta = {"dont_obey_robotstxt": True, "redirect_ttl": MAX_REDIRECTS, _READ: 0}
        request = Request(f"{site}/robots.txt", NO_CALLBACK, priority=self.DOWNLOAD_PRIORITY, meta=meta)
        assert self.crawler.engine
        try:
            response = await self.crawler.engine.download_async(request)
        except Refused:
            raise
        except IgnoreRequest as error:
            return b"" if "max redirections" in str(error) else None
        except Exception as error:  # whatever a server, a name or a network can fail with
            logger.warning("No answer for %s: %r", request, error)
            self._stats.inc_value(f"robotstxt/exception_count/{type(error)}")
            return None
        self._stats.inc_value("robotstxt/response_count")
        self._stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return _read(response)

    def _recall(self, site: str) -> bytes | None:
        """The last good copy of the day, None where there is none."""
        kept = self.memory.recall(KIND, site) if self.memory is not None else None
        when, _, body = (kept or b"").partition(b"\n")
        return body if when.isdigit() and time.time() - int(when) < MAX_AGE else None


def ours(body: bytes, agent: str) -> bytes:
    """A robots.txt in which the robots that are neither `agent` nor "*" have one name, "-".

    Names are compared as RFC 9309 (2.2.1) has it, by product token: "newscrawl/1.0" is newscrawl and "news" is not, which
    Protego sees otherwise. Nor does Protego's time grow then with robots times rules, which 500 KiB can make minutes.
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
    """What a robots.txt holds for: scheme, host and port."""
    url = urlparse_cached(request)
    return f"{url.scheme}://{url.netloc.rpartition('@')[2].lower()}"


def is_robots_request(request: Request) -> bool:
    """Whether a request is the middleware's own, for a robots.txt."""
    return _READ in request.meta


def _read(response: Response) -> bytes | None:
    """What a response says of the rules: those in its body; b"", none at all; None, it does not say.

    429 is no leave, though it is a 4xx: a site that has too many requests wants none.
    """
    if response.status >= 500 or response.status == 429:
        return None
    if not 200 <= response.status < 300:
        return b""
    body = response.body[: MAX_SIZE + 1]
    if len(body) <= MAX_SIZE and "download_stopped" not in response.flags:
        return body
    # The last line may be cut, and half of a path stands for more than the path.
    return body[:MAX_SIZE].rpartition(b"\n")[0]

"""Records each request and its answer in WARC files, as sent over the network."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.utils.asyncio import run_in_thread

from newscrawl.extraction.facts.rights import forbidden, rights
from newscrawl.extraction.page.page_reader import read_page
from newscrawl.job.arguments import StartError
from newscrawl.job.component import Component
from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.documents import document_of
from newscrawl.version import __version__

logger = logging.getLogger(__name__)

FAILED = "output_failed"
"""The finish_reason of a crawl whose WARC files could not be written."""
FILES = "newscrawl/warc/files"
"""The stat that lists the files."""
_FORBIDS = re.compile(rb"noarchive|nocache", re.IGNORECASE)


class WarcRecorder(Component):
    """The downloader middleware nearest to the network: it sees bodies before they are unpacked.

    A response goes on once a thread has written its records. If they can't be written, the
    response is refused and the crawl ends. Pages that forbid archiving ("noarchive") are not
    recorded, nor are requests with a body, which may hold a password.
    """

    name = "warc"

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        pattern = crawler.settings["NEWSCRAWL_WARC"]
        if not pattern or not getattr(crawler.spider, "uses_network", True):
            raise NotConfigured
        began = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        assert crawler.spider
        name = crawler.spider.name

        def path(number: int) -> Path:
            return Path(pattern % {"name": name, "time": began, "number": number}).expanduser()

        from newscrawl.output.warc_files import WarcFiles  # loads warcio, which few crawls need

        check(pattern)
        size = crawler.settings.getint("NEWSCRAWL_WARC_SIZE")
        try:
            self.files = WarcFiles(path, size, info(crawler))
        except OSError as error:
            raise StartError(f"NEWSCRAWL_WARC={pattern} can't be written: {error}") from error
        self._closing: asyncio.Future[None] | None = None
        self._note_files()
        self._unpack = HttpCompressionMiddleware(crawler=crawler)
        self._unpack.stats = None  # unpacking here must not change Scrapy's own counts
        crawler.signals.connect(self.close, signals.engine_stopped)

    async def process_response(self, request: Request, response: Response) -> Response:
        if "cached" in response.flags:
            return response
        if request.body:
            self.count("forms")
            return response
        if self._forbids(request, response):
            self.count("noarchive")
            return response
        try:
            sent = datetime.now(UTC) - timedelta(seconds=request.meta.get("download_latency", 0.0))
            await run_in_thread(self.files.write, request, response, sent)
        except OSError as error:
            self._failed(error)
            raise Refused("not recorded") from error
        self.count("recorded")
        self._note_files()
        return response

    async def close(self) -> None:
        try:
            await run_in_thread(self.files.close)
        except OSError as error:
            logger.error("The WARC file may not be whole: %s", error)
        if self.files.revisits:
            self.count("revisits", self.files.revisits)

    def _forbids(self, request: Request, response: Response) -> bool:
        """Returns whether the page or its headers forbid copies."""
        robots_headers = b" ".join(response.headers.getlist("X-Robots-Tag"))
        # a body that can't be unpacked forbids nothing
        with suppress(IgnoreRequest, OSError, ValueError):
            # A copy, because Scrapy changes the headers of what it unpacks.
            packed = response.replace(headers=response.headers.copy())
            response = cast("Response", self._unpack.process_response(request, packed))
        if not (_FORBIDS.search(robots_headers) or _FORBIDS.search(response.body)):
            return False
        if not isinstance(response, HtmlResponse):
            response = HtmlResponse(response.url, headers=response.headers)
        return "noarchive" in forbidden(rights(read_page(document_of(response))))

    def _failed(self, error: OSError) -> None:
        """Ends the crawl. Only the first failure is logged."""
        if not self.stats.get_value("newscrawl/warc/failed"):
            self.count("failed")
            logger.error("The WARC file could not be written: %s. Free space on the disk.", error)
            self.stats.inc_value("newscrawl/exporter/failed")
            # not awaited here: the end of the crawl waits for this response
            ending = self.crawler.engine.close_spider_async(reason=FAILED)
            self._closing = asyncio.ensure_future(ending)

    def _note_files(self) -> None:
        if len(self.files.paths) > len(self.stats.get_value(FILES, [])):
            self.stats.set_value(FILES, [str(path) for path in self.files.paths])
            logger.info("WARC: %s", self.files.paths[-1])


def check(pattern: str) -> None:
    """Raises StartError if the pattern may give two files the same name."""
    samples = [{"name": "n", "time": time, "number": number} for time in "12" for number in (1, 2)]
    try:
        names = {pattern % sample for sample in samples}
    except (KeyError, TypeError, ValueError):
        names = set()
    if len(names) < len(samples) or not pattern.endswith((".warc.gz", ".warc")):
        raise StartError(
            f"NEWSCRAWL_WARC={pattern} must name files with a time and a number, such as "
            "warc/%(name)s-%(time)s-%(number)05d.warc.gz"
        )


def info(crawler: Crawler) -> Mapping[str, str]:
    """Returns the fields of a warcinfo record: who made the file, and how."""
    settings, spider = crawler.settings, crawler.spider
    return {
        "software": f"newscrawl/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": settings["NEWSCRAWL_CONTACT"] or "",
        "isPartOf": str(getattr(spider, "crawl_id", "")),
        "http-header-user-agent": settings["USER_AGENT"] or "",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
    }

"""SavedPagesSpider: reads saved pages by the same extraction and pipelines as a crawl."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import NotSupported
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.asyncio import run_in_thread
from twisted.python.failure import Failure

from newscrawl import extraction
from newscrawl.crawl.base import BaseSpider
from newscrawl.crawl.profiles import profile_at
from newscrawl.discovery.list_pages import is_list
from newscrawl.extraction.page.jsonld import may_be_article
from newscrawl.items import Article, Via
from newscrawl.job.arguments import ArchiveArguments, ArgumentError
from newscrawl.middlewares.documents import document_of
from newscrawl.saved import files
from newscrawl.saved.page import Saved, Skipped, header
from newscrawl.saved.paths import named

logger = logging.getLogger(__name__)

TOLD = 10
"""Skipped pages that are logged for each reason: an archive may skip most of its records."""
AT_ONCE = 500
"""The most skipped records that are counted in one go, so that the event loop is not blocked."""
HANDLER = f"{__name__}.ArchiveDownloadHandler"


class SavedPagesSpider(BaseSpider):
    """Makes one request for each saved page, and the next ones when the scheduler is empty."""

    takes = ArchiveArguments
    needs_contact = False
    uses_network = False
    custom_settings = {
        # No handler can reach the network: pages that the archive lacks can't be fetched.
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("http", "https", "file"), HANDLER),
            **dict.fromkeys(("data", "ftp", "s3")),
        },
        "ROBOTSTXT_OBEY": False,  # no server is asked
        "NEWSCRAWL_PRIVATE_ADDRESSES": True,  # no address is contacted
        "NEWSCRAWL_HOST_REQUESTS": 0,
        "CLOSESPIDER_TIMEOUT": 0,  # an archive may take any time
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "REDIRECT_ENABLED": False,  # a saved page is read as it is
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        "COMPRESSION_ENABLED": False,  # the reader unpacks
        "HTTPPROXY_ENABLED": False,
        "REFERER_ENABLED": False,
        "URLLENGTH_LIMIT": 0,  # a long address is no trap in a saved page
    }

    arguments: ArchiveArguments

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.paths: Sequence[Path] = given.get("_files") or files_of(self.arguments)
        self.is_part = "_parent" in given
        # the process that takes over this process's records
        self._parent: int | None = given.get("_parent")
        self._first: dict[str, str] = {}  # reason -> the first skipped file or page

    async def start(self) -> AsyncIterator[Request]:
        saved = files.pages_in(self.paths)
        while (batch := await run_in_thread(_to_next_page, saved)) != ([], None):
            skipped, one = batch
            for each in skipped:
                self._skipped(each)
            if self._parent is not None and os.getppid() != self._parent:
                return  # no process takes the records over any more
            if one is None:
                continue
            is_html = "html" in header(one.headers, "content-type")
            if self.arguments.articles and is_html and not may_be_article(one.body):
                self._skipped(Skipped("not_an_article", one.url))
                continue
            try:
                request = Request(
                    one.url, self.parse_page, errback=self.page_refused, dont_filter=True
                )
            except ValueError as error:
                self._skipped(Skipped("bad_address", f"{one.source}: {one.url[:200]} ({error})"))
                continue
            if self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)
            request.meta["saved"] = one
            yield request

    def page_refused(self, failure: Failure) -> None:
        """Counts a saved page that has too many tags."""
        self.count(f"skipped/{self.reason(failure)}")

    def parse_page(self, response: Response) -> Iterator[Article]:
        saved: Saved = response.meta["saved"]
        article = extraction.extract(
            document_of(response),
            via=Via("archive", saved.source.resolve().as_uri()),
            profile=profile_at(saved.url, self.publishers),
            requested_url=saved.url,
            fetched_at=saved.fetched_at,
        )
        article.http_status = saved.status
        if self.arguments.articles and not article.evidence.is_article:
            self._skipped(Skipped("not_an_article", saved.url))
        elif self.arguments.articles and is_list(article):
            self._skipped(Skipped("list_page", saved.url))
        else:
            yield article

    def note(self) -> str:
        """Returns lines for the end of the crawl: one example for each reason to skip."""
        return "\n".join(
            f"Skipped, {reason}: {where}" for reason, where in sorted(self._first.items())
        )

    def _skipped(self, one: Skipped) -> None:
        if one.reason not in self._first:
            self._first[one.reason] = " ".join(one.where[:300].split())
        self.count(f"skipped/{one.reason}")
        if one.lost:
            self.count("lost")
            logger.error("Input lost (%s): %s", one.reason, one.where)
            return
        assert self.crawler.stats
        number = self.crawler.stats.get_value(f"newscrawl/spider/skipped/{one.reason}")
        level = logging.INFO if number <= TOLD else logging.DEBUG
        logger.log(level, "Skipped (%s): %s", one.reason, one.where)


class ArchiveDownloadHandler(BaseDownloadHandler):
    """Answers a request with `request.meta["saved"]`. Refuses requests without it."""

    async def download_request(self, request: Request) -> Response:
        saved = request.meta.get("saved")
        if not isinstance(saved, Saved):
            raise NotSupported(f"not in the archive: {request.url}")
        headers = Headers(saved.headers)
        cls = responsetypes.from_args(headers=headers, url=saved.url, body=saved.body)
        return cls(
            url=request.url,
            status=saved.status or 200,
            headers=headers,
            body=saved.body,
            request=request,
        )


def files_of(arguments: ArchiveArguments) -> list[Path]:
    """Returns the files and folders that the arguments name. Raises ArgumentError."""
    try:
        return named(arguments.path)
    except ValueError as error:
        raise ArgumentError(f"-a path={error}") from None


def _to_next_page(pages: Iterator[Saved | Skipped]) -> tuple[list[Skipped], Saved | None]:
    """Returns the skipped entries before the next page (at most AT_ONCE), and the page or None."""
    skipped: list[Skipped] = []
    for one in pages:
        if isinstance(one, Saved):
            return skipped, one
        skipped.append(one)
        if len(skipped) >= AT_ONCE:
            break
    return skipped, None

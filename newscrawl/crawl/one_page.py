"""OnePageSpider: fetches one page in the way of a crawl, and keeps the document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import ClassVar

from scrapy.http import HtmlResponse, Request, Response, TextResponse
from twisted.python.failure import Failure

from newscrawl.crawl.base import BaseSpider
from newscrawl.extraction.page.document import TEXT_TYPES, Document, is_binary
from newscrawl.job.arguments import SiteArguments
from newscrawl.middlewares.documents import document_of, header


class OnePageSpider(BaseSpider):
    """Fetches the page at `url` into `document`, or says in `failure` why it could not."""

    name = "page"
    takes: ClassVar[type[SiteArguments]] = SiteArguments

    arguments: SiteArguments
    document: Document | None = None
    failure: str = "no answer"
    fetched_at: datetime | None = None
    milliseconds: float = 0.0

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.arguments.url, self.parse_page, errback=self.page_failed)

    def parse_page(self, response: Response) -> None:
        kind = header(response, "Content-Type").partition(";")[0].strip().lower()
        is_text = isinstance(response, TextResponse) and kind in TEXT_TYPES
        if not (isinstance(response, HtmlResponse) or is_text) or is_binary(response.body):
            self.failure = "not html"
            return
        self.document = document_of(response)
        self.fetched_at = datetime.now(UTC)
        self.milliseconds = 1000 * response.meta.get("download_latency", 0.0)

    def page_failed(self, failure: Failure) -> None:
        self.failure = self.reason(failure)

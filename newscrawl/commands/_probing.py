"""What commands that fetch pages share: the address, the contact, the demo, and refusals."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any, Final, cast
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.crawler import Crawler, CrawlerProcessBase

from newscrawl.commands._command import Quiet, Refusing
from newscrawl.job.arguments import StartError

DEMO = ("daily.example", "preview.example")
"""The hosts of the demo."""
DEMO_SETTINGS: Final[dict[str, Any]] = {
    "DOWNLOAD_HANDLERS": dict.fromkeys(
        ("http", "https"), "newscrawl.demo.handler.DemoDownloadHandler"
    ),
    "DOWNLOAD_DELAY": 0.02,
    "NEWSCRAWL_CONTACT": "the demo",
}
"""The demo answers all requests. It needs neither a network nor a contact."""
NO_CONTACT = (
    "the site must be able to write to you. Name an address: -s NEWSCRAWL_CONTACT=you@example.org, "
    "or set NEWSCRAWL_CONTACT in the environment"
)


class Probing(Refusing, Quiet):
    """A mixin before ScrapyCommand: runs one small crawl in this process, or prints why it can't."""

    requires_project = True
    crawler_process: CrawlerProcessBase | None
    # sources that could not be read are part of the result, so warnings are hidden
    more: dict[str, Any] = {"LOG_LEVEL": "ERROR"}

    def named(self, args: list[str], what: str) -> str:
        """Returns the one thing that the command line names. Raises StartError if it names no
        thing, several, or an unknown option, which Scrapy accepts in silence.
        """
        if unknown := [arg for arg in args if arg.startswith("-")]:
            raise StartError(f"there is no option {unknown[0]}; `scrapy {self.word} -h` lists them")
        if len(args) != 1:
            raise StartError(f"name one {what}")
        return args[0]

    def crawled(
        self,
        spider: type[Spider],
        url: str,
        seen: Callable[[Any], object] | None = None,
        notice: str = "",
    ) -> Crawler:
        """Returns the crawler after its crawl of `url`. Raises StartError if the crawl could not
        start.

        `seen` is called with each item. `notice` is written to stderr before the first request.
        """
        assert self.crawler_process is not None
        is_demo = urlsplit(url).hostname in DEMO
        if not is_demo and not (self.crawler_process.settings["NEWSCRAWL_CONTACT"] or "").strip():
            raise StartError(NO_CONTACT)
        if is_demo:
            self.crawler_process.settings.setdict(DEMO_SETTINGS, priority="cmdline")
        sys.stderr.write(notice)
        crawler = self.crawler_process.create_crawler(spider)
        if seen:
            crawler.signals.connect(lambda item: seen(item), signals.item_scraped, weak=False)
        task = cast("asyncio.Task[None]", self.crawler_process.crawl(crawler, url=url))
        self.crawler_process.start()
        if error := task.exception():
            raise error
        return crawler

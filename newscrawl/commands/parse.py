"""`scrapy parse URL`: shows what the publisher's spider, or else `site`, extracts from a page."""

from __future__ import annotations

import argparse
import sys

from scrapy import Request
from scrapy.commands import parse
from scrapy.utils.spider import spidercls_for_request

from newscrawl.commands._command import Quiet
from newscrawl.crawl.base import BaseSpider
from newscrawl.job.arguments import StartError
from newscrawl.job.status import NOT_STARTED


class Command(Quiet, parse.Command):
    def set_spidercls(self, url: str, opts: argparse.Namespace) -> None:
        """Chooses the spider as Scrapy does, by name or address. If no publisher has the address,
        `site` reads the page.
        """
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        if not opts.spider and not spidercls_for_request(loader, Request(url)):
            opts.spider = "site"
        if opts.spider == "site":
            opts.spargs.setdefault("url", url)
        super().set_spidercls(url, opts)
        if self.spidercls and issubclass(self.spidercls, BaseSpider):
            try:
                self.spidercls.check_contact(self.crawler_process.settings)
            except StartError as error:
                sys.stderr.write(f"scrapy parse: {error}\n")
                sys.exit(NOT_STARTED)

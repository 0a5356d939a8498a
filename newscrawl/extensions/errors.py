"""Logs each kind of error once, by the filter of job/logfilter.py."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.job.component import Component
from newscrawl.job.logfilter import LogFilter


class Errors(Component):
    """Filters log lines from the start of a crawl to the end of the process."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.filter = LogFilter()
        self.install()
        # Scrapy installs new handlers for each crawl of a process.
        crawler.signals.connect(self.install, signals.engine_started)

    def install(self) -> None:
        for handler in logging.root.handlers:
            if not any(isinstance(one, LogFilter) for one in handler.filters):
                handler.addFilter(self.filter)

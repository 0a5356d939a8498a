"""Logs each kind of error once: adds the filter of newscrawl/job/logfilter.py to every log
handler.
"""

from __future__ import annotations

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.job.logfilter import LogFilter


class Errors:
    """Filters log lines from the start of a crawl to the end of the process."""

    def __init__(self) -> None:
        self.filter = LogFilter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls()
        extension.install()
        # Scrapy installs new handlers for each crawl of a process.
        crawler.signals.connect(extension.install, signals.engine_started)
        return extension

    def install(self) -> None:
        for handler in logging.root.handlers:
            if not any(isinstance(one, LogFilter) for one in handler.filters):
                handler.addFilter(self.filter)

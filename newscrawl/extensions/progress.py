"""Shows the progress of a crawl as one line at the bottom of the terminal."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newscrawl.items import EXTRACTOR
from newscrawl.job.component import Component
from newscrawl.job.terminal import is_watched

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

EVERY = 0.5
"""Seconds between two updates."""
OVER = 10
"""Seconds over which the rate is taken."""


def in_words(stats: Mapping[str, Any], rate: float, active: int) -> str:
    """Returns the progress in words: "120 pages, 96 records, 1.0 a second, 14 waiting".

    `active` are the requests that the downloader holds.
    """
    pages = stats.get("response_received_count", 0)
    records = stats.get("item_scraped_count", 0)
    waiting = stats.get("scheduler/enqueued", 0) - stats.get("scheduler/dequeued", 0) + active
    return f"{pages:,} pages, {records:,} records, {rate:.1f} a second, {waiting:,} waiting"


def bar() -> Bar:
    """Returns a line for stderr that is drawn only on request."""
    from rich import progress
    from rich.console import Console

    class Quiet(Console):
        def show_cursor(self, show: bool = True) -> bool:
            return False  # if the process were killed, the cursor would stay hidden

    return progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.TextColumn("{task.fields[told]}", markup=False),
        progress.TimeElapsedColumn(),
        console=Quiet(file=sys.stderr),
        auto_refresh=False,
        speed_estimate_period=OVER,
        transient=True,
        redirect_stdout=False,
    )


class Progress(Component):
    """Shows the line if stderr is a terminal. Log lines are printed above it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        is_on = crawler.settings.getbool("NEWSCRAWL_PROGRESS") and not crawler.settings["LOG_FILE"]
        if not is_on or not is_watched():
            raise NotConfigured  # no message, because nobody watches
        self._handlers: list[logging.StreamHandler[Any]] = []
        crawler.signals.connect(self.start, signals.engine_started)
        crawler.signals.connect(self.stop, signals.engine_stopped)

    def start(self) -> None:
        assert self.crawler.spider
        if _shows(logging.WARNING) and not _shows(logging.INFO):
            sys.stderr.write(
                f"{EXTRACTOR.replace('/', ' ')} crawls {self.crawler.spider.name}. "
                "Of the log only warnings are shown: --loglevel INFO shows all.\n"
            )
        self.bar = bar()
        self.task = self.bar.add_task(self.crawler.spider.name, total=None, told="")
        # never shown: its speed is the rate of pages
        self.pages = self.bar.add_task("pages", total=None, visible=False, told="")
        real = sys.stderr
        self.bar.start()
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is real:
                # the stream that the bar installed: it prints log lines above the bar
                handler.setStream(sys.stderr)
                self._handlers.append(handler)
        self._timer = create_looping_call(self.refresh)
        self._timer.start(EVERY)

    def refresh(self) -> None:
        stats = self.stats.get_stats()
        self.bar.update(self.pages, completed=stats.get("response_received_count", 0))
        rate = self.bar.tasks[self.pages].speed or 0.0
        told = in_words(stats, rate, len(self.crawler.engine.downloader.active))
        self.bar.update(self.task, told=told, refresh=True)

    def stop(self) -> None:
        if self._timer.running:
            self._timer.stop()
        self.bar.stop()
        for handler in self._handlers:
            handler.setStream(sys.stderr)


def _shows(level: int) -> bool:
    """Returns whether any handler of the log prints lines of this level."""
    return logging.root.isEnabledFor(level) and any(
        handler.level <= level for handler in logging.root.handlers
    )

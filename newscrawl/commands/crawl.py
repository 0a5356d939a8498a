"""`scrapy crawl`, with an exit status for schedulers, and errors that say what to do."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from scrapy.commands import ScrapyHelpFormatter, crawl
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES

from newscrawl.commands._archives import Processes, plan
from newscrawl.commands._command import Refusing, check_settings, did_you_mean
from newscrawl.job.arguments import ArchiveArguments, StartError, described, parse
from newscrawl.job.status import EMPTY, NOT_STARTED, exit_status
from newscrawl.job.terminal import is_watched
from newscrawl.state import StateError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ARCHIVE = "archive"
"""The spider whose files may be shared among several processes."""

logger = logging.getLogger(__name__)


class Lines(ScrapyHelpFormatter):
    """Wraps each line of a text by itself, so that lists stay lists."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        fill = super()._fill_text
        return "\n".join(fill(line, width, indent) for line in text.splitlines())


class Command(Refusing, crawl.Command):
    """Scrapy's own command. newscrawl/job/status.py explains the exit statuses."""

    usage = "[options] PUBLISHER|site|archive|demo"
    summary = "Crawl a publisher, any news site, saved pages or the demo"
    description = (
        "demo: a small newspaper that comes with the project, without a network\n"
        "PUBLISHER: one of `scrapy publishers`, such as thenational -a only=world\n"
        "site: any news site, with -a url=https://news.example.org\n"
        "archive: saved pages, with -a path=pages.warc.gz,saved/\n"
        "Exit status: 0 finished, 1 not started, 2 failed, 3 finished without a record"
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.formatter_class = Lines
        parser.add_argument_group("Arguments of crawls", described())

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        # Scrapy's own signal handlers come with the reactor, a second later.
        sys.excepthook = _interrupted
        # Their deprecated classes look up the source of every caller among all modules. If the
        # engine imports them, with more callers and modules, that takes twice as long.
        for name in ("tls", "contextfactory"):
            import_module(f"scrapy.core.downloader.{name}")
        if opts.output or opts.overwrite_output:
            # Scrapy would also write the project's own feed.
            self.project.set("FEEDS", {}, priority="project")
        try:
            super().process_options(args, opts)
            self._set_output()
            self._check_log()
            check_settings(self.project)
        except (StartError, UsageError) as error:
            sys.exit(super().refuse(str(error)))  # there is no log yet
        self._hide_log()

    def _set_output(self) -> None:
        """Lets `-s NEWSCRAWL_OUTPUT=…` name the project's feed. Scrapy reads this option after
        settings.py. `-o`, `-O` and `-s FEEDS=…` win.
        """
        if self.project.getpriority("NEWSCRAWL_OUTPUT") == SETTINGS_PRIORITIES["cmdline"]:
            feeds = {self.project["NEWSCRAWL_OUTPUT"]: {"format": "jsonlines"}}
            self.project.set("FEEDS", feeds, priority="project")

    def _check_log(self) -> None:
        """Raises UsageError for a LOG_LEVEL or LOG_FILE that Scrapy would refuse with a traceback."""
        level = str(self.project["LOG_LEVEL"])
        if level not in logging.getLevelNamesMapping() and not level.isdigit():
            raise UsageError(
                f"there is no log level {level}: DEBUG, INFO, WARNING, ERROR, CRITICAL"
            )
        if path := self.project["LOG_FILE"]:
            try:
                Path(path).open("ab").close()
            except OSError as error:
                raise UsageError(
                    f"the log file {path} can't be written: {error.strerror}"
                ) from None

    def _hide_log(self) -> None:
        """Hides INFO lines if a person watches a line of progress and has not chosen a log level."""
        priority = self.project.getpriority("LOG_LEVEL") or 0
        is_chosen = priority > SETTINGS_PRIORITIES["project"] or self.project["LOG_FILE"]
        if self.project.getbool("NEWSCRAWL_PROGRESS") and not is_chosen and is_watched():
            self.project.set("LOG_LEVEL", "WARNING", priority="project")

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        name = self._spider_named(args)
        if name == ARCHIVE:
            return self._read_archive(opts.spargs)
        return exit_status(self._crawled(name, opts.spargs).stats.get_stats())

    def _spider_named(self, args: list[str]) -> str:
        """Returns the name of the spider to run. Raises StartError."""
        if len(args) != 1:
            raise StartError("name one spider, and one only; `scrapy list` shows them all")
        assert self.crawler_process is not None
        names = self.crawler_process.spider_loader.list()
        if args[0] not in names:
            hint = did_you_mean(args, names)
            raise StartError(f"there is no spider {args[0]!r}.{hint} `scrapy list` shows them all")
        return args[0]

    def _read_archive(self, spargs: dict[str, Any]) -> int:
        """Reads the unread files of an archive, and notes them as read. Returns the exit status.
        Raises StartError or StateError.
        """
        reading = plan(parse(ArchiveArguments, spargs, ARCHIVE), self.project)
        if not reading.units:
            sys.stderr.write(f"archive: nothing to read. {reading.note}\n")
            return EMPTY
        if reading.processes > 1:
            return Processes(reading, self.project, partial(self._crawled_part, spargs)).run()
        # otherwise the spider reads what its arguments name, in their order
        unread = [path for unit in reading.units for path in unit.paths]
        files = {"_files": unread} if reading.read_before else {}
        stats = self._crawled(ARCHIVE, spargs | files).stats.get_stats()
        if reading.note:
            sys.stderr.write(f"{reading.note}\n")
        for unit in reading.units:
            reading.remember(unit, stats)
        return exit_status(stats)

    def _crawled_part(self, spargs: dict[str, Any], **of_part: Any) -> Crawler:
        """Returns the crawler after the crawl of a part, in a process of its own. If the crawl can't
        start, the process ends.
        """
        try:
            return self._crawled(ARCHIVE, spargs | of_part)
        except (StartError, StateError) as error:
            sys.exit(self.refuse(str(error)))

    def _crawled(self, name: str, spargs: dict[str, Any]) -> Crawler:
        """Returns the crawler after its crawl. Raises the error that kept it from starting."""
        assert self.crawler_process is not None
        crawler = self._create_crawler(name)
        task = cast("asyncio.Task[None]", self.crawler_process.crawl(crawler, **spargs))
        # Everything loaded by now stays until the end. If the garbage collector skips it, its
        # longest pause falls from 130 to 40 ms (benchmarks/speed.py).
        gc.freeze()
        # Default 700. Nearly all objects of a page are freed without the collector
        # (blocks.Tree.release). 3,000 costs half a millisecond a page more than 10,000, and the
        # peak memory is the same (150 MB on pages of 270 KB).
        gc.set_threshold(10_000)
        self.crawler_process.start()
        if task.done() and not task.cancelled() and (error := task.exception()):
            raise error
        return crawler

    def refuse(self, message: str, status: int = NOT_STARTED) -> int:
        if self.project["LOG_FILE"]:
            logger.error("%s", message)  # under Scrapyd the user sees only the job's log
        return super().refuse(message, status)


def _interrupted(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Prints a line if Ctrl-C came before the crawl began. Any other error gets its traceback."""
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("scrapy crawl: stopped before the crawl began\n")
    else:
        sys.__excepthook__(kind, error, trace)

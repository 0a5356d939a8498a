"""`scrapy crawl archive` over many files: finds the unread files, and reads each in a process of
its own.

1. `plan` splits the files into units, leaves out those that an earlier run has read, and says how
   many processes read the rest.
2. `Processes.run` starts a process for each unit, some at a time. The process is a fork that crawls
   its unit, writes part files and a `Result`, and ends.
3. When a process has ended, the parent appends its parts to the outputs, adds up its result, and
   notes the unit as read. So only one process writes to an output, as in any other crawl.
4. The parent prints one summary and writes one report.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.settings import BaseSettings
from scrapy.utils.reactor import install_reactor

from newscrawl.commands._parts import Outputs
from newscrawl.crawl.archive import files_of
from newscrawl.job.arguments import ArchiveArguments, StartError, listed_by
from newscrawl.job.status import FAILED, exit_status
from newscrawl.job.summary import REPORTS, tell
from newscrawl.saved.paths import size
from newscrawl.saved.units import Unit, split, stamp
from newscrawl.state import Batch, StateError
from newscrawl.state.opening import open_store

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from scrapy.crawler import Crawler

    from newscrawl.report.collect import Collected

logger = logging.getLogger(__name__)

KIND = "archive"
"""The kind under which the state keeps which files were read."""
SMALL = 50_000_000
"""One process reads all files, unless -a processes= says otherwise, if they have at most this many
bytes (packed): a minute's work. Then site memory and duplicates cover all files together.
"""
PATIENCE = 60.0
"""Seconds to wait for a database that is down: a person waits for the crawl to begin."""
_OWN = frozenset({"path", "processes", "again"})
"""Arguments that do not change the records of a file. With other values for the other arguments, a
file is read again.
"""

_SUMMABLE = (int, float, str, list)
"""Types of stats that can be added up. Times can't."""
_STOPPING = (signal.SIGINT, signal.SIGTERM)
"""Signals that stop a run."""


@dataclass
class Plan:
    """What to read: the units, the number of processes, and the number of files that earlier runs
    have read.
    """

    units: list[Unit]
    processes: int
    read_before: int = 0
    where: str = ""  # the state; "" if nothing is stored
    arguments: str = ""

    @property
    def note(self) -> str:
        """A line that says how many files are left out, or ""."""
        told = f"{self.read_before} files were read by earlier runs; -a again=1 reads them again."
        return told if self.read_before else ""

    def remember(self, unit: Unit, stats: Mapping[str, Any]) -> None:
        """Notes in the state that a WARC file was read, if a crawl with these stats reached its end.

        A failure is logged. The next run reads the file again.
        """
        ended_well = stats.get("finish_reason") == "finished" and exit_status(stats) != FAILED
        if not (ended_well and self.where and unit.is_warc):
            return
        path = unit.paths[0]
        try:
            with closing(open_store(self.where, PATIENCE)) as store:
                store.commit(Batch(kept={(KIND, _name(path)): stamp(path, self.arguments)}), KIND)
        except (StateError, OSError) as error:
            logger.error(
                "%s was read, but the state could not note it, so the next run reads it again: %s",
                unit.name,
                error,
            )


def plan(arguments: ArchiveArguments, settings: BaseSettings) -> Plan:
    """Returns the plan for these arguments. Raises ArgumentError and StateError.

    With -O or again=1 everything is read, so that the output is complete. Otherwise WARC files are
    left out that an earlier run has read to their end with the same arguments. A run without a feed
    reads everything, and notes nothing as read.
    """
    units = split(files_of(arguments))
    feeds = settings.getdict("FEEDS").values()
    appends = bool(feeds) and not any(options.get("overwrite") for options in feeds)
    where = settings["NEWSCRAWL_STATE"] or "" if appends else ""
    arguments_text = " ".join(
        part for part in listed_by(arguments).split() if part.partition("=")[0] not in _OWN
    )
    unread = list(_unread(units, where, arguments_text)) if where and not arguments.again else units
    processes = arguments.processes
    if processes is None:
        is_small = size(path for unit in unread for path in unit.paths) < SMALL
        processes = 1 if is_small else os.cpu_count() or 1
    read_before = len(units) - len(unread)
    return Plan(unread, min(processes, len(unread)), read_before, where, arguments_text)


def _unread(units: Iterable[Unit], where: str, arguments: str) -> Iterator[Unit]:
    with closing(open_store(where, PATIENCE)) as store:
        for unit in units:
            path = unit.paths[0]
            if not unit.is_warc or store.recall(KIND, _name(path)) != stamp(path, arguments):
                yield unit


def _name(path: Path) -> str:
    return str(path.resolve())


@dataclass
class Result:
    """What a process tells the parent, and the sum of what all tell: the stats that can be added up,
    the lines of their notes, and their counts for the report.
    """

    stats: dict[str, Any] = field(default_factory=dict)
    # kind of line -> the number of the first job that has such a line, and the line
    notes: dict[str, tuple[int, str]] = field(default_factory=dict)
    counts: Collected | None = None

    def note(self, number: int, lines: str) -> None:
        """Adds lines of a job. Of each kind, such as "Skipped, not_html: …", one is kept."""
        for line in filter(None, lines.splitlines()):
            kind = line.partition(": ")[0]
            self.notes[kind] = min((number, line), self.notes.get(kind, (number, line)))

    def add(self, other: Result) -> None:
        for name, value in other.stats.items():
            self.stats[name] = _added(name, self.stats.get(name), value)
        for number, line in other.notes.values():
            self.note(number, line)
        if self.counts and other.counts:
            self.counts.add(other.counts)
        self.counts = self.counts or other.counts


@dataclass
class Job:
    """A unit and its process, by number. `base` is the path of its files, without their endings."""

    unit: Unit
    number: int
    base: Path

    def tell(self, crawler: Crawler) -> None:
        """Writes the result of the process to a file, either whole or not at all."""
        from newscrawl.extensions.report import Report

        report = crawler.get_extension(Report)
        assert crawler.stats
        stats = crawler.stats.get_stats()
        summable = {name: value for name, value in stats.items() if isinstance(value, _SUMMABLE)}
        result = Result(summable, counts=report.counts if report else None)
        result.note(self.number, getattr(crawler.spider, "note", str)())
        unfinished = self.base.with_suffix(".half")
        unfinished.write_bytes(pickle.dumps(result))
        unfinished.replace(self._path)

    def result(self) -> Result | None:
        """Returns the result of the process, or None if it ended before it could tell."""
        try:
            found: Result = pickle.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        return found

    def lost(self) -> Result:
        """Returns the result of a unit that was not read to its end."""
        result = Result({"newscrawl/spider/lost": 1, "finish_reason": "finished"})
        result.note(self.number, f"Not read to its end: {self.unit.name}")
        return result

    @property
    def _path(self) -> Path:
        return self.base.with_suffix(".pickle")


def _added(name: str, before: Any, value: Any) -> Any:
    if before is None:
        return value
    if isinstance(value, list):
        return [*before, *value][:3]
    # of several values of finish_reason, one that is not "finished" is kept
    if isinstance(value, str):
        return before if value == "finished" else value
    return max(before, value) if name.startswith(("memusage/", "elapsed_time")) else before + value


class Processes:
    """Runs a plan in several processes. `crawl` runs one crawl and returns its crawler; its arguments
    are added to the spider's.
    """

    def __init__(self, plan: Plan, settings: BaseSettings, crawl: Callable[..., Crawler]) -> None:
        self.plan = plan
        self.settings = settings
        self.crawl = crawl
        self.outputs = Outputs(settings, KIND)
        self.sums = Result()
        self._running: dict[BaseProcess, Job] = {}
        self._stopping = False
        self._loop = asyncio.get_event_loop()  # the parent never runs it

    def run(self) -> int:
        """Reads all units. Returns the exit status. Raises StartError if an output can't be
        written.
        """
        began = datetime.now(UTC)
        try:
            self.outputs.open()
            folder = Path(tempfile.mkdtemp(prefix=".archive-", dir=self.outputs.folder))
        except OSError as error:
            raise StartError(f"the output can't be written: {error}") from None
        before = _handle(dict.fromkeys(_STOPPING, self._stop))
        try:
            for number, unit in enumerate(self.plan.units, 1):
                if len(self._running) == self.plan.processes:
                    self._wait()
                if not self._stopping:
                    self._start(Job(unit, number, folder / str(number)), before)
            while self._running:
                self._wait()
        finally:
            for process in self._running:  # an error ended the run: nobody takes their records over
                process.kill()
                process.join()
            _handle(before)
            self.outputs.close()
            shutil.rmtree(folder, ignore_errors=True)
        return self._summary(began)

    def _start(self, job: Job, handlers: Mapping[int, Any]) -> None:
        """Starts the process of a job. In the process, these handlers of signals apply. Signals wait
        until the process has these handlers, and the parent can pass signals on to it.
        """
        arguments = (job, handlers, os.getpid())
        process = multiprocessing.get_context("fork").Process(target=self._read, args=arguments)
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            process.start()
            self._running[process] = job
            if self._stopping:  # a thread that does not block signals may have taken one meanwhile
                process.terminate()
        except OSError as error:
            logger.error("No process could be started to read %s: %s", job.unit.name, error)
            self.sums.add(job.lost())
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)

    def _read(self, job: Job, handlers: Mapping[int, Any], parent: int) -> None:
        """Crawls the unit of a job. The job's own process runs this method, and then ends."""
        os.setpgid(0, 0)  # Ctrl-C must reach the parent alone, which passes it on
        # A Ctrl-C may have come before the line above. The crawl sets handlers of its own.
        _handle({**handlers, signal.SIGINT: signal.SIG_IGN})
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        self._own_loop()
        self.outputs.close()
        # Summary and report count in a fork too, but print and write nothing (`is_part`).
        self.settings.set("NEWSCRAWL_PROGRESS", False, "cmdline")
        self.settings.set("FEEDS", self.outputs.of_part(job.base, job.unit.name), "cmdline")
        job.tell(self.crawl(_files=job.unit.paths, _parent=parent))

    def _own_loop(self) -> None:
        """Gives a fork a reactor and an event loop of its own.

        Processes that share a loop take each other's wake-ups. From Python 3.12 on, asyncio leaves
        a fork without a loop, and the crawl would wait for ever.
        """
        self._loop.close()
        asyncio.set_event_loop(asyncio.new_event_loop())
        sys.modules.pop("twisted.internet.reactor", None)
        install_reactor(self.settings["TWISTED_REACTOR"], self.settings["ASYNCIO_EVENT_LOOP"])

    def _stop(self, number: int, frame: Any) -> None:
        """Passes a signal on. A second signal ends the processes at once, as it ends a crawl."""
        self._stopping = True
        for process in self._running:
            process.terminate()

    def _wait(self) -> None:
        """Waits until a process ends."""
        from multiprocessing.connection import wait  # takes 30 ms, which few crawls need

        ended = wait([process.sentinel for process in self._running])
        for process in [process for process in self._running if process.sentinel in ended]:
            process.join()
            self._ended(self._running.pop(process), process.exitcode)

    def _ended(self, job: Job, status: int | None) -> None:
        """Takes over the records of a process. Whole records are kept, however the process ended."""
        result = job.result()
        if result is None and self._stopping and status == -signal.SIGTERM:
            result = Result({"finish_reason": "shutdown"})  # its crawl had not begun
        elif result is None:
            logger.error(
                "The process that read %s ended early (%d): the file is read again next time",
                job.unit.name,
                status,
            )
            result = job.lost()
        try:
            self.outputs.take(job.base)
        except OSError as error:
            logger.error("The output could not be written: %s", error)
            result.stats["newscrawl/exporter/failed"] = 1
            self._stop(signal.SIGTERM, None)
        self.sums.add(result)
        self.plan.remember(job.unit, result.stats)

    def _summary(self, began: datetime) -> int:
        """Prints the summary and writes the report of all processes. Returns the exit status."""
        stats = self.sums.stats
        if self._stopping:
            stats["finish_reason"] = "output_failed" if self.outputs.failed else "shutdown"
        if self.sums.counts is not None:
            from newscrawl.extensions.report import facts, write

            times = {"start_time": began, "finish_time": datetime.now(UTC)}
            crawl = facts(KIND, KIND, {**stats, **times}, self.outputs.uris)
            stats[REPORTS] = write(crawl, self.sums.counts, self.outputs.files)
        notes = sorted(line for _, line in self.sums.notes.values())
        note = "\n".join(filter(None, [*notes, self.plan.note]))
        tell(KIND, stats, self.outputs.uris, note, self.settings["LOG_FILE"])
        return exit_status(stats)


def _handle(handlers: Mapping[int, Any]) -> dict[int, Any]:
    """Sets the handlers of some signals. Returns the handlers that they had before."""
    return {number: signal.signal(number, handler) for number, handler in handlers.items()}

"""`scrapy crawl archive` over many files: finds the unread files, and reads each in a process of
its own.

Each process is a fork that continues as an ordinary crawl of its own files. It writes its records
to part files, which the parent appends to the output after the crawl. So only one process writes
to an output, as in any other crawl.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
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
    def paths(self) -> list[Path]:
        return [path for unit in self.units for path in unit.paths]

    @property
    def note(self) -> str:
        """A line that says how many files are left out, or ""."""
        told = f"{self.read_before} files were read by earlier runs; -a again=1 reads them again."
        return told if self.read_before else ""

    def remember(self, unit: Unit) -> None:
        """Notes in the state that a WARC file was read to its end.

        A failure is logged. The next run reads the file again.
        """
        if not self.where or not unit.is_warc:
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
class Job:
    """A process and its unit. `base` is the path of its files, without their endings."""

    unit: Unit
    number: int
    base: Path

    @property
    def result(self) -> Path:
        """The file with the stats, the note and the counts of the process, as `report` writes it."""
        return self.base.with_suffix(".pickle")


@dataclass
class Results:
    """The sums of what the processes counted, and their notes. `counts` are for the report."""

    stats: dict[str, Any] = field(default_factory=dict)
    counts: Collected | None = None
    # kind of line -> the number of the first unit that has such a line, and the line
    first: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(
        self, stats: Mapping[str, Any], note: str, counts: Collected | None, number: int
    ) -> None:
        for name, value in stats.items():
            self.stats[name] = _added(name, self.stats.get(name), value)
        if self.counts and counts:
            self.counts.add(counts)
        self.counts = self.counts or counts
        for line in filter(None, note.splitlines()):
            kind = line.partition(": ")[0]
            self.first[kind] = min((number, line), self.first.get(kind, (number, line)))

    @property
    def notes(self) -> list[str]:
        return sorted(line for _, line in self.first.values())


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
    """Runs a plan in several processes.

    `run` returns None in each fork, which then continues as the crawl of its unit. In the parent
    it returns the exit status at the end.
    """

    def __init__(self, plan: Plan, settings: BaseSettings, spargs: dict[str, Any]) -> None:
        self.plan = plan
        self.settings = settings
        self.spargs = spargs
        self.outputs = Outputs(settings, KIND)
        self.results = Results()
        self.began = datetime.now(UTC)
        self.job: Job | None = None  # the fork's own job; None in the parent
        self._waiting = deque(plan.units)
        self._running: dict[int, Job] = {}
        self._folder = Path()
        self._stopping = False
        self._loop = asyncio.get_event_loop()  # the parent never runs it

    def run(self) -> int | None:
        """Reads all units of the plan. Raises StartError if the outputs can't be written."""
        try:
            self.outputs.open()
            self._folder = Path(tempfile.mkdtemp(prefix=".archive-", dir=self.outputs.folder))
        except OSError as error:
            raise StartError(f"the output can't be written: {error}") from None
        before = {
            number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            is_fork = self._work()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            if self.job is None:
                self.outputs.close()
                shutil.rmtree(self._folder, ignore_errors=True)
        return None if is_fork else self._summary()

    def _work(self) -> bool:
        """Starts processes and waits for them, until everything was read. Returns True in each
        fork.
        """
        while self._waiting or self._running:
            if not self._waiting or len(self._running) == self.plan.processes:
                pid, status = os.wait()
                self._ended(self._running.pop(pid), os.waitstatus_to_exitcode(status))
            elif self._start(self._waiting.popleft()):
                return True
        return False

    def _start(self, unit: Unit) -> bool:
        """Forks a process for the unit. Returns True in the fork."""
        number = len(self.plan.units) - len(self._waiting)
        job = Job(unit, number, self._folder / str(number))
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        if pid := os.fork():
            self._running[pid] = job
            return False
        os.setpgid(0, 0)  # Ctrl-C must reach the parent alone, which passes it on
        self._own_loop()
        self.job = job
        self.outputs.close()
        # Summary and report count in a fork too, but print and write nothing (`is_part`).
        self.settings.set("NEWSCRAWL_PROGRESS", False, "cmdline")
        self.settings.set("FEEDS", self.outputs.of_part(job.base, unit.name), "cmdline")
        self.spargs.update(_files=unit.paths, _parent=parent)
        return True

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
        self._waiting.clear()
        for pid in self._running:
            with suppress(ProcessLookupError):  # os.wait has just returned it
                os.kill(pid, signal.SIGTERM)

    def _ended(self, job: Job, status: int) -> None:
        """Takes over the records of a process. Whole records are kept, however the process ended."""
        try:
            stats, note, counts = pickle.loads(job.result.read_bytes())
        except FileNotFoundError:
            logger.error(
                "The process that read %s ended early (%d): the file is read again next time",
                job.unit.name,
                status,
            )
            stats = {"newscrawl/spider/lost": 1, "finish_reason": "finished"}
            note, counts = f"Not read to its end: {job.unit.name}", None
        try:
            self.outputs.take(job.base)
        except OSError as error:
            logger.error("The output could not be written: %s", error)
            stats["newscrawl/exporter/failed"] = 1
            self._stop(signal.SIGTERM, None)
        self.results.add(stats, note, counts, job.number)
        if stats.get("finish_reason") == "finished" and exit_status(stats) != FAILED:
            self.plan.remember(job.unit)

    def _report(self) -> None:
        """Writes one report of all processes, if they counted for one."""
        if self.results.counts is None:
            return
        from newscrawl.extensions.report import facts, write

        times = {"start_time": self.began, "finish_time": datetime.now(UTC)}
        crawl = facts(KIND, KIND, {**self.results.stats, **times}, self.outputs.uris)
        self.results.stats[REPORTS] = write(crawl, self.results.counts, self.outputs.files)

    def _summary(self) -> int:
        stats = self.results.stats
        if self._stopping and not self.outputs.failed:
            stats["finish_reason"] = "shutdown"
        self._report()
        note = "\n".join(filter(None, [*self.results.notes, self.plan.note]))
        tell(KIND, stats, self.outputs.uris, note, self.settings["LOG_FILE"])
        return exit_status(stats)


def report(job: Job, stats: Mapping[str, Any], note: str, counts: Collected | None) -> None:
    """Writes the results of a fork's crawl to a file for the parent, either whole or not at all.
    `counts` are for the report.
    """
    # times can't be added up
    summable = {
        name: value for name, value in stats.items() if isinstance(value, (int, float, str, list))
    }
    unfinished = job.base.with_suffix(".half")
    unfinished.write_bytes(pickle.dumps((summable, note, counts)))
    unfinished.replace(job.result)

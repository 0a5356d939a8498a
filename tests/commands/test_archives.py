"""`scrapy crawl archive` over many files: several processes, one output, one summary, no file read
twice.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
import saved
from forks import Fork
from scrapy.settings import Settings

from newscrawl.commands._archives import Job, Processes, Result
from newscrawl.commands._parts import Outputs
from newscrawl.job.status import EMPTY, FAILED, exit_status
from newscrawl.saved.units import Unit

FILES, PAGES = 3, 4
Run = Callable[..., saved.Crawl]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returns a folder with some WARC files, each with articles of its own, and a page."""
    for number in range(FILES):
        records = [
            saved.Page(
                f"http://paper{number}.example/{n}",
                saved.page(f"Story {number} {n}", rest=f"<p>{number * 99 + n}</p>"),
            )
            for n in range(PAGES)
        ]
        records.append(
            saved.Page(f"http://paper{number}.example/a.jpg", b"\xff", content_type="image/jpeg")
        )
        (tmp_path / f"w{number}.warc.gz").write_bytes(saved.warc(records, packed=True))
    (tmp_path / "page.html").write_bytes(saved.page("Story alone"))
    return tmp_path


def archive(
    folder: Path, *options: str, path: str = "w*.warc.gz,page.html", **env: str
) -> saved.Crawl:
    environment = {"NEWSCRAWL_STATE": str(folder / "state.sqlite"), **env}
    return saved.crawl(folder, "archive", "-a", f"path={path}", *options, **environment)


def test_several_processes_make_one_report(folder: Path) -> None:
    one = archive(folder, "-a", "processes=1", "-O", "one.jsonl", NEWSCRAWL_REPORT="1")
    two = archive(folder, "-a", "processes=2", "-O", "two.jsonl", NEWSCRAWL_REPORT="1")
    assert (one.status, two.status) == (0, 0)
    assert two.log.count("Report: ") == 1
    alone, shared = (
        json.loads((folder / f"{name}.report.json").read_text("utf-8")) for name in ("one", "two")
    )
    assert shared["records"]["delivered"] == FILES * PAGES + 1
    for key in ("records", "sites", "sections", "confidence", "languages", "finish_reason"):
        assert shared[key] == alone[key], key
    assert sorted(folder.glob("*.report.*")) == [
        folder / f"{name}.report.{ending}" for name in ("one", "two") for ending in ("html", "json")
    ]


def records(*paths: Path) -> list[dict[str, Any]]:
    return [record for path in paths for record in saved.read(path)]


def urls(found: list[dict[str, Any]]) -> list[str]:
    return sorted(
        record["url"].rpartition("//")[2].rpartition(str(Path.cwd()))[2] for record in found
    )


def test_several_processes_give_the_same_records_as_one(folder: Path) -> None:
    one = archive(folder, "-a", "processes=1", "-O", "one.jsonl")
    two = archive(folder, "-a", "processes=2", "-O", "two.jsonl")
    assert (one.status, two.status) == (0, 0)
    alone, shared = records(folder / "one.jsonl"), records(folder / "two.jsonl")
    assert len(alone) == FILES * PAGES + 1
    known = ("url", "id", "revision", "text", "title", "removed", "truncated", "via")
    told = [
        sorted(([record[name] for name in known] for record in some), key=str)
        for some in (alone, shared)
    ]
    assert told[0] == told[1]
    table = [
        re.sub("two", "one", re.sub(r"WARNING.*\n", "", log[log.rindex("archive: finished") :]))
        for log in (one.log, two.log)
    ]
    assert table[0] == table[1]
    assert not list(folder.glob(".archive-*"))


def test_a_file_is_read_once(folder: Path) -> None:
    first = archive(
        folder, "-a", "processes=2", "-o", "all.jsonl", path="w0.warc.gz,w1.warc.gz,page.html"
    )
    second = archive(folder, "-a", "processes=2", "-o", "all.jsonl", path="w*.warc.gz")
    assert (first.status, second.status) == (0, 0)
    assert len(records(folder / "all.jsonl")) == FILES * PAGES + 1
    assert "2 files were read by earlier runs; -a again=1 reads them again." in second.log
    third = archive(folder, "-o", "all.jsonl", path="w*.warc.gz")
    assert third.status == 3
    assert third.log.endswith(
        "archive: nothing to read. 3 files were read by earlier runs; -a again=1 reads them again.\n"
    )
    again = archive(folder, "-a", "again=1", "-o", "again.jsonl", path="w*.warc.gz")
    assert len(records(folder / "again.jsonl")) == FILES * PAGES, again.log
    anew = archive(folder, "-O", "all.jsonl", path="w*.warc.gz")
    assert anew.status == 0
    assert len(records(folder / "all.jsonl")) == FILES * PAGES
    other = archive(folder, "-a", "articles=1", "-o", "articles.jsonl", path="w*.warc.gz")
    assert len(records(folder / "articles.jsonl")) == FILES * PAGES, other.log


def test_a_run_without_a_feed_notes_no_file_as_read(folder: Path) -> None:
    for options in (("-s", "FEEDS={}"), ("-o", "out.jsonl")):
        assert archive(folder, *options, path="w0.warc.gz").status == 0
    assert len(records(folder / "out.jsonl")) == PAGES


def test_a_damaged_file_is_told_and_read_again(folder: Path) -> None:
    data = (folder / "w1.warc.gz").read_bytes()
    (folder / "w1.warc.gz").write_bytes(data[:-30])
    first = archive(folder, "-a", "processes=2", "-o", "all.jsonl", path="w*.warc.gz")
    assert first.status == 2
    assert "lost input" in first.log
    assert len(records(folder / "all.jsonl")) == FILES * PAGES
    (folder / "w1.warc.gz").write_bytes(data)
    second = archive(folder, "-a", "processes=2", "-o", "more.jsonl", path="w*.warc.gz")
    assert second.status == 0
    assert {record["url"].split("/")[2] for record in records(folder / "more.jsonl")} == {
        "paper1.example"
    }


def test_other_formats_have_a_file_for_each_part(folder: Path) -> None:
    done = archive(
        folder, "-a", "processes=2", "-O", "out.csv", "-O", "out.jsonl", path="w*.warc.gz"
    )
    assert done.status == 0, done.log
    assert sorted(path.name for path in folder.glob("out*")) == [
        "out.jsonl",
        "out.w0.csv",
        "out.w1.csv",
        "out.w2.csv",
    ]
    for path in folder.glob("*.csv"):
        assert len(path.read_text().splitlines()) > PAGES


def start(folder: Path, *options: str) -> Fork:
    command = ("-m", "scrapy", "crawl", "archive", "-a", "path=w*.warc.gz", "-a", "processes=2")
    state = str(folder / "state.sqlite")
    return Fork(*command, *options, folder=folder, NEWSCRAWL_STATE=state)


def test_stdout(folder: Path) -> None:
    with start(folder, "-O", "-:jsonlines") as process:
        out, log = process.communicate()
    assert process.returncode == 0, log
    assert len([json.loads(line) for line in out.splitlines()]) == FILES * PAGES


def test_an_output_that_can_not_be_written(folder: Path) -> None:
    (folder / "file").write_text("")
    done = archive(folder, "-a", "processes=2", "-O", "file/out.jsonl")
    assert done.status == 1
    assert "the output can't be written" in done.log


def children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


LARGE = 400


def large(folder: Path) -> None:
    """Replaces the first file by one that takes seconds to read."""
    text = saved.page("The bridge", paragraphs=40)
    pages = [saved.Page(f"http://paper0.example/{n}", text) for n in range(LARGE)]
    (folder / "w0.warc.gz").write_bytes(saved.warc(pages, packed=True))


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps for the children of a process")
@pytest.mark.parametrize("killed", [True, False])
def test_a_process_that_is_killed_and_a_run_that_is_stopped(folder: Path, killed: bool) -> None:
    large(folder)
    with start(folder, "-o", "all.jsonl") as process:
        until = time.monotonic() + 60
        while not any(path.stat().st_size for path in folder.glob(".archive-*/*.jsonl")):
            assert time.monotonic() < until
            time.sleep(0.05)
        if killed:
            # the first child reads the large file
            os.kill(children(process.pid)[0], signal.SIGKILL)
        else:
            process.send_signal(signal.SIGTERM)
        _, log = process.communicate()
    found = records(folder / "all.jsonl")
    assert found
    assert not list(folder.glob(".archive-*"))
    if killed:
        assert process.returncode == 2
        assert log.count("ended early") == 1
        assert {"paper2.example"} <= {record["url"].split("/")[2] for record in found}
    else:
        assert "archive: shutdown" in log
        assert len(found) < LARGE


def test_a_signal_that_comes_just_after_a_process_has_ended() -> None:
    ended = multiprocessing.get_context("fork").Process()
    ended.start()
    wait([ended.sentinel])
    running: Any = SimpleNamespace(_running={ended: None})
    Processes._stop(running, signal.SIGTERM, None)
    assert running._stopping


def sleepers(folder: Path) -> Any:
    """Returns what Processes needs to run two processes that only sleep."""
    outputs = SimpleNamespace(open=str, close=str, folder=folder, of_part=lambda *_: {})
    made: Any = SimpleNamespace(
        plan=SimpleNamespace(units=[Unit(name, [Path(name)]) for name in "ab"], processes=2),
        settings=Settings(), outputs=outputs, sums=Result(), _running={}, _stopping=False,
        crawl=lambda **_: time.sleep(60), _own_loop=str, _summary=str,
    )  # fmt: skip
    for name in ("_start", "_read", "_stop", "_wait"):
        setattr(made, name, partial(getattr(Processes, name), made))
    return made


def test_a_signal_that_comes_while_a_process_starts_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = ForkProcess.start

    def interrupted(process: ForkProcess) -> None:
        begin(process)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(ForkProcess, "start", interrupted)
    processes, statuses = sleepers(tmp_path), []
    processes._ended = lambda job, status: statuses.append(status)
    Processes.run(processes)
    assert {*statuses} == {-signal.SIGTERM}  # no process slept on


@pytest.mark.parametrize(("stopping", "lost"), [(True, None), (False, 1)])
def test_a_process_that_is_stopped_before_its_crawl_begins_is_not_lost(
    tmp_path: Path, stopping: bool, lost: int | None
) -> None:
    processes = sleepers(tmp_path)
    processes._stopping = stopping
    processes.outputs.take = processes.plan.remember = Mock()
    job = Job(processes.plan.units[0], 1, tmp_path / "1")
    Processes._ended(processes, job, -signal.SIGTERM)
    assert processes.sums.stats.get("newscrawl/spider/lost") == lost


def test_no_process_outlives_a_run_that_an_error_ends(tmp_path: Path) -> None:
    processes = sleepers(tmp_path)
    processes._wait = Mock(side_effect=MemoryError)
    with pytest.raises(MemoryError):
        Processes.run(processes)
    assert [process.exitcode for process in processes._running] == [-signal.SIGKILL] * 2
    assert not list(tmp_path.iterdir())


def test_a_process_that_can_not_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ForkProcess, "start", Mock(side_effect=OSError(11, "No more processes")))
    processes = sleepers(tmp_path)
    Processes.run(processes)
    assert exit_status(processes.sums.stats) == FAILED
    assert processes.sums.notes == {"Not read to its end": (1, "Not read to its end: a")}


@pytest.mark.parametrize(
    ("failed", "reason", "status"), [(True, "output_failed", FAILED), (False, "shutdown", EMPTY)]
)
def test_a_run_that_its_output_ends_is_told_from_one_that_a_signal_ends(
    tmp_path: Path, failed: bool, reason: str, status: int
) -> None:
    processes = sleepers(tmp_path)
    processes.outputs.failed, processes.outputs.uris = failed, []
    processes.plan.note, processes._stopping = "", True
    processes.sums.add(Result({"finish_reason": "finished"}))
    assert Processes._summary(processes, datetime.now(UTC)) == status
    assert processes.sums.stats["finish_reason"] == reason


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps for the children of a process")
def test_processes_end_when_nobody_waits_for_them(folder: Path) -> None:
    large(folder)
    with start(folder, "-o", "all.jsonl") as process:
        until = time.monotonic() + 60
        while len(running := children(process.pid)) < 2:
            assert time.monotonic() < until
            time.sleep(0.05)
        process.kill()
        while process.poll() is None:
            time.sleep(0.05)
        while any(Path(f"/proc/{pid}").exists() for pid in running):
            assert time.monotonic() < until + 60
            time.sleep(0.1)
    assert not (folder / "all.jsonl").exists()
    assert len(records(*folder.glob(".archive-*/*.jsonl"))) < LARGE  # they ended early


def result(number: int, stats: dict[str, Any], note: str) -> Result:
    made = Result(stats)
    made.note(number, note)
    return made


def test_the_results_of_processes_are_added_up() -> None:
    sums = Result()
    first = {
        "item_scraped_count": 2,
        "memusage/max": 9,
        "finish_reason": "finished",
        "x": ["a", "b"],
    }
    sums.add(result(2, first, "Skipped, a: one\n"))
    second = {
        "item_scraped_count": 3,
        "memusage/max": 7,
        "finish_reason": "shutdown",
        "x": ["c", "d"],
    }
    sums.add(result(1, second, "Skipped, a: two"))
    sums.add(Result({"finish_reason": "finished"}))
    assert sums.stats == {
        "item_scraped_count": 5, "memusage/max": 9, "finish_reason": "shutdown", "x": ["a", "b", "c"],
    }  # fmt: skip
    assert sums.notes == {"Skipped, a": (1, "Skipped, a: two")}


def test_an_output_that_can_not_be_appended_to_gets_no_half_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrapy.settings import Settings

    from newscrawl import settings
    from newscrawl.output.exporters import ArticleExporter

    project = Settings()
    project.setmodule(settings)
    target = tmp_path / "all.jsonl"
    project.set("FEEDS", {str(target): {"format": "jsonlines", "overwrite": False}})
    target.write_text('{"a": 1}\n{"half')
    outputs = Outputs(project, "archive")
    outputs.open()
    (tmp_path / "1-0.jsonl").write_text('{"b": 2}\n')
    outputs.take(tmp_path / "1")
    assert target.read_text() == '{"a": 1}\n{"b": 2}\n'
    assert not (tmp_path / "1-0.jsonl").exists()

    def full(self: ArticleExporter) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "2-0.jsonl").write_text('{"c": 3}\n')
    with monkeypatch.context() as patched:
        patched.setattr(ArticleExporter, "sync", full)
        with pytest.raises(OSError, match="No space"):
            outputs.take(tmp_path / "2")
    assert outputs.failed
    assert target.read_text() == '{"a": 1}\n{"b": 2}\n'
    target.unlink()
    with pytest.raises(OSError, match="was removed"):
        outputs.take(tmp_path / "2")
    outputs.close()

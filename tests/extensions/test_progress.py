"""The line of progress: on a terminal, and nowhere else."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import forks
import pytest
from forks import Fork
from saved import pages, warc
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.extensions import progress
from newscrawl.extensions.progress import Progress, in_words
from newscrawl.job import terminal


@dataclass
class Shown:
    """The output of a command on a terminal, and its exit status."""

    text: str
    status: int

    @property
    def lines(self) -> list[str]:
        """The lines that stay on the screen, without colours."""
        plain = re.sub(r"\x1b\[[0-9;]*m", "", self.text).replace("\r\n", "\n")
        plain = re.sub(r"[^\n]*\n\r\x1b\[1A\x1b\[2K", "", plain)  # one line up, and erased
        return [re.split(r"\r(?=.)|\x1b\[2K", line)[-1] for line in plain.split("\n")]


def on_terminal(
    folder: Path, *arguments: str, term: str = "xterm-256color", width: int = 110
) -> Shown:
    """Runs a command of Scrapy on a terminal of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    command = ("-m", "scrapy", *arguments)
    got = b""
    with Fork(
        *command, folder=folder, terminal=os.ttyname(theirs), TERM=term, COLUMNS=""
    ) as running:
        while running.poll() is None:
            if select.select([ours], [], [], 0.05)[0]:
                got += os.read(ours, 65536)
        os.close(theirs)
        with suppress(OSError):  # the end: nothing has the other side open
            while piece := os.read(ours, 65536):
                got += piece
        os.close(ours)
        assert running.returncode is not None
        return Shown(got.decode(), running.returncode)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a WARC file whose last record is cut, which makes an error in the log."""
    folder = tmp_path_factory.mktemp("archive")
    (folder / "pages.warc.gz").write_bytes(warc(pages(30), packed=True)[:-40])
    return folder


def test_a_terminal_shows_progress_and_errors_and_no_other_log_line(archive: Path) -> None:
    # with this delay the crawl lasts until the line is drawn a second time
    options = ["-O", "out.jsonl", "-s", "DOWNLOAD_DELAY=0.05"]
    shown = on_terminal(archive, "crawl", "archive", "-a", "path=pages.warc.gz", *options)
    assert shown.status == 2  # input was lost
    assert shown.lines[0].startswith("newscrawl ") and "--loglevel INFO" in shown.lines[0]
    assert re.search(r"archive .*\d+ pages, \d+ records, [\d.]+ a second, \d+ waiting", shown.text)
    assert "Input lost" in shown.text and "INFO" not in shown.text.replace("--loglevel INFO", "")
    assert "archive: finished" in " ".join(shown.lines)
    left = [line for line in shown.lines if "waiting" in line]
    assert left == []  # the line is gone at the end
    assert "\x1b[?25l" not in shown.text  # the cursor was never hidden


@pytest.mark.parametrize(
    "options", [["--loglevel", "INFO"], ["-s", "NEWSCRAWL_PROGRESS=0"], ["--logfile", "log"]]
)
def test_who_asks_for_the_log_gets_it(archive: Path, options: list[str]) -> None:
    shown = on_terminal(
        archive, "crawl", "archive", "-a", "path=pages.warc.gz", "-O", "out.jsonl", *options
    )
    log = (archive / "log").read_text() if "--logfile" in options else shown.text
    assert "Spider opened" in log
    assert ("waiting" in shown.text) == (options[0] == "--loglevel")
    assert "Of the log only warnings are shown" not in shown.text


def test_a_terminal_that_cannot_move_its_cursor(archive: Path) -> None:
    shown = on_terminal(
        archive, "crawl", "archive", "-a", "path=pages.warc.gz", "-O", "out.jsonl", term="dumb"
    )
    assert "waiting" not in shown.text and "Spider opened" in shown.text


def test_add_shows_the_pages_that_it_reads(tmp_path: Path) -> None:
    shown = on_terminal(tmp_path, "add", "http://daily.example/", "--dry-run")
    assert shown.status == 0
    assert shown.lines[0].startswith("Looking at http://daily.example/")
    assert re.search(r"probe \d+ pages, \d+ records", shown.text)
    assert "Of the log" not in shown.text
    assert shown.lines[1].startswith("The Daily Example")  # the line is gone at the end
    explained = on_terminal(tmp_path, "explain", "http://daily.example/world")
    assert "waiting" not in explained.text


def test_pipes_get_the_log_and_no_progress(archive: Path) -> None:
    command = ("-m", "scrapy", "crawl", "archive", "-a", "path=pages.warc.gz", "-O", "-:jsonlines")
    done = forks.run(*command, folder=archive)
    assert "Spider opened" in done.stderr and "waiting" not in done.stderr
    assert all(line.startswith("{") for line in done.stdout.splitlines())


# Parts


def test_numbers() -> None:
    assert in_words({}, 0, 0) == "0 pages, 0 records, 0.0 a second, 0 waiting"
    stats = {
        "response_received_count": 12_345,
        "item_scraped_count": 9,
        "scheduler/enqueued": 20,
        "scheduler/dequeued": 9,
    }
    assert in_words(stats, 12.34, 2) == "12,345 pages, 9 records, 12.3 a second, 13 waiting"


class Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("out", "err", "term", "watched"),
    [
        (True, True, "xterm", True),
        (False, True, "xterm", False),
        (True, False, "xterm", False),
        (True, True, None, False),
    ],
)
def test_watched(
    out: bool, err: bool, term: str | None, watched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(out))
    monkeypatch.setattr(sys, "stderr", Stream(err))
    monkeypatch.setenv("TERM", term) if term else monkeypatch.delenv("TERM", raising=False)
    assert terminal.is_watched() == watched


def test_without_a_terminal_there_is_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "is_watched", lambda: False)
    with pytest.raises(NotConfigured):
        Progress.from_crawler(get_crawler(Spider, {"NEWSCRAWL_PROGRESS": True}))

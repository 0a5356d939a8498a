"""Python programs as forks of one process that has imported what crawls need and read their
models.

Imports and models take longer than the crawl of a small site. Use it like the command line:

    done = forks.run("-m", "scrapy", "crawl", "demo", folder=tmp_path)
    done.returncode, done.stdout, done.stderr

Run as a program, this file reads orders as lines of JSON from stdin and answers each with a line:
{"run": …} with the process id of the fork, {"poll": id} with its exit status or null.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import pkgutil
import random
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn, Self

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-W", "error", "-m", "scrapy", "crawl")
"""For tests of what a fork shares with its parent: a process's memory, limits, pipes and terminal.
"""


# The tests' side


class _Server:
    """The program below. It starts with the first fork and ends with the tests."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        self.lock = Lock()
        atexit.register(self.end)

    def ask(self, **order: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        with self.lock:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        with contextlib.suppress(OSError):
            self.process.communicate()


@cache
def _server() -> _Server:
    return _Server()


def environment(**more: str) -> dict[str, str]:
    """Returns the tests' environment, in which any folder is one of the project's."""
    ours = {
        "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    return {**os.environ, **ours, **more}


def unmeasured(**more: str) -> dict[str, str]:
    """Returns the tests' environment without the variables that start coverage. It is for
    processes whose memory or time counts, and for those with a bound on files, which would cut
    coverage's data too.
    """
    return {k: v for k, v in environment(**more).items() if not k.startswith("COVERAGE_")}


class Fork:
    """A run of `python ARGUMENTS` in a folder, with the methods of subprocess.Popen that tests
    need. Warnings are errors.
    """

    def __init__(
        self,
        *arguments: str,
        folder: Path | None = None,
        terminal: str | None = None,
        **more: str,
    ) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.out, self.log = (Path(self.folder.name) / name for name in ("out", "log"))
        self.returncode: int | None = None
        order = {
            "arguments": arguments,
            "streams": [terminal] * 3 if terminal else ["/dev/null", str(self.out), str(self.log)],
            "folder": str(folder or Path.cwd()),
            "environment": environment(**more),
        }
        self.pid: int = _server().ask(run=order)

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = _server().ask(poll=self.pid)
        return self.returncode

    def communicate(self, timeout: float = 300) -> tuple[str, str]:
        """Returns what it wrote to stdout and stderr, once it has ended."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                self.send_signal(signal.SIGKILL)
                raise TimeoutError(self.log.read_text("utf-8"))
            time.sleep(0.02)
        return self.out.read_text("utf-8"), self.log.read_text("utf-8")

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.poll() is None:
            self.kill()
        self.folder.cleanup()


def run(
    *arguments: str, folder: Path | None = None, timeout: float = 300, **more: str
) -> subprocess.CompletedProcess[str]:
    """Returns what came of `python ARGUMENTS` in a folder; `more` are variables of its
    environment.
    """
    with Fork(*arguments, folder=folder, **more) as fork:
        out, log = fork.communicate(timeout)
    assert fork.returncode is not None
    return subprocess.CompletedProcess(arguments, fork.returncode, out, log)


# The program's side


def _warm() -> None:
    """Loads what nearly every crawl loads. The settings are not among it: they read the
    environment.
    """
    for module in (
        "aiohttp",
        "newscrawl.extensions.feeds",
        "newscrawl.extensions.summary",
        "newscrawl.middlewares.httpcache",
        "newscrawl.network.resolver",
        "rich.table",
        "scrapy.cmdline",
        "scrapy.core.downloader.handlers.http11",
        "scrapy.crawler",
        "scrapy.utils.project",
    ):
        import_module(module)
    spiders = import_module("newscrawl.spiders")
    for found in pkgutil.iter_modules(spiders.__path__, "newscrawl.spiders."):
        import_module(found.name)
    _read_a_page()


def _read_a_page() -> None:
    """Reads the models, word lists and suffixes that the first page of a crawl reads."""
    from lxml import html

    from newscrawl import read_article
    from newscrawl.discovery import section_names, sections

    sentence = (
        "The council met on Tuesday evening and agreed to mend the old bridge over the river. "
    )
    story = f"<h1>The bridge</h1>{f'<p>{sentence * 3}</p>' * 5}"
    listed = (
        '<h3><a href="/2026/11/20/a-bridge-in-the-town">A bridge, and all that is known of it</a></h3>'
        * 2
    )
    page = f"<html><head><title>The bridge</title></head><body><article>{story}</article>{listed}</body></html>"
    read_article(page, "https://www.harrow.example/")
    sections.section_page(
        html.document_fromstring(page), "https://www.harrow.example/", ["harrow.example"]
    )
    section_names.named({"Business": "/business"}, "en")


def _serve() -> None:
    """Answers orders until stdin ends. A fork runs its order and ends."""
    ended: dict[int, int] = {}
    with os.fdopen(os.dup(1), "w", buffering=1) as answers:
        for order in _orders():
            if "poll" in order:
                _reap(ended)
                answers.write(json.dumps(ended.pop(order["poll"], None)) + "\n")
                continue
            pid = os.fork()
            if pid == 0:
                answers.close()
                _end(_status_of(order["run"]))
            answers.write(f"{pid}\n")


def _store_measured() -> None:
    """Writes coverage's data so far. Otherwise each fork would write them again."""
    if (coverage := sys.modules.get("coverage")) and (measured := coverage.Coverage.current()):
        measured.get_data().close(force=True)


def _status_of(order: Mapping[str, Any]) -> int:
    """Runs an order's program, and returns its exit status as Python computes it."""
    try:
        _become(order)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _end(status: int) -> NoReturn:
    """Ends a fork as the interpreter ends: waits for threads, calls the registered functions,
    reports files left open, flushes. The interpreter itself would also free all objects that the
    fork shares with its parent, and copy their memory for that.
    """
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        gc.collect()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
        status = status or 120  # the status of Python if output can't be flushed
    finally:
        os._exit(status)


def _orders() -> Iterator[dict[str, Any]]:
    while line := sys.stdin.readline():
        yield json.loads(line)


def _reap(ended: dict[int, int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            ended[found[0]] = os.waitstatus_to_exitcode(found[1])


def _become(order: Mapping[str, Any]) -> None:
    """Takes over the order's folder, environment and outputs, and runs its program."""
    for descriptor, path in enumerate(order["streams"]):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOCTTY)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    random.seed()
    sys.path[0] = ""
    sys.path[1:1] = [
        path for path in os.environ["PYTHONPATH"].split(os.pathsep) if path not in sys.path
    ]
    _python(*order["arguments"])


def _python(first: str, *rest: str) -> None:
    """Does what `python FIRST REST` does."""
    if first == "-m":
        sys.argv = list(rest)
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif first == "-c":
        sys.argv = ["-c", *rest[1:]]
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = [first, *rest]
        sys.path[0] = str(Path(first).parent)
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    _warm()
    _store_measured()
    gc.freeze()  # a fork's collector would copy all of it
    _serve()

"""Crawls as forks of one process that has imported what they need: imports take longer than the crawl of a small site.

Run as a program, it reads orders as lines of JSON from stdin and answers each with a line: {"run": …} with the process id of
the fork, {"poll": id} with its exit status or null.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Self

# Test side


class Forks:
    """The program below, started when the first crawl is asked for; it ends with the tests."""

    def __init__(self, *command: str, **environment: str) -> None:
        self.environment = environment  # beside that of the tests
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
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


class Fork:
    """One fork, as far as the tests need of subprocess.Popen."""

    def __init__(self, forks: Forks, **order: Any) -> None:
        self.forks = forks
        self.folder = tempfile.TemporaryDirectory()
        self.out, self.log = (Path(self.folder.name) / name for name in ("out", "log"))
        self.returncode: int | None = None
        outputs = [str(self.out), str(self.log)]
        environment = {**os.environ, **forks.environment}
        self.pid: int = forks.ask(
            run={**order, "outputs": outputs, "folder": str(Path.cwd()), "environment": environment}
        )

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self.forks.ask(poll=self.pid)
        return self.returncode

    def communicate(self, timeout: float = 300) -> tuple[str, str]:
        """What it wrote to stdout and stderr, once it has ended."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                self.kill()
                raise TimeoutError(self.log.read_text())
            time.sleep(0.02)
        return self.out.read_text(), self.log.read_text()

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.poll() is None:
            self.kill()
        self.folder.cleanup()


# The program's side


def serve(run: Callable[[dict[str, Any]], None]) -> None:
    """Answer orders until stdin ends. In a fork, `run` gets the order."""
    ended: dict[int, int] = {}
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for order in _orders():
        if "poll" in order:
            _reap(ended)
            answers.write(json.dumps(ended.pop(order["poll"], None)) + "\n")
            continue
        pid = os.fork()
        if pid == 0:
            answers.close()
            _become(order["run"])
            run(order["run"])
            return  # by the interpreter's own end, which flushes and saves what was measured
        answers.write(f"{pid}\n")


def _orders() -> Iterator[dict[str, Any]]:
    while line := sys.stdin.readline():
        yield json.loads(line)


def _reap(ended: dict[int, int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            ended[found[0]] = os.waitstatus_to_exitcode(found[1])


def _become(order: Mapping[str, Any]) -> None:
    """Take over the asking process's folder and environment, and outputs of one's own."""
    for descriptor, path in enumerate(["/dev/null", *order["outputs"]]):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    random.seed()

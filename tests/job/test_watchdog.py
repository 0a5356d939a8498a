"""Code that takes too long is interrupted, or the process is killed. All other code is left alone."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from newscrawl.job.watchdog import Budget, Watchdog

SHORT = 0.05


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    dog = Watchdog(hard=0)
    dog.start()
    yield dog
    dog.stop()
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def for_ever() -> None:
    while True:
        try:
            while True:
                pass
        except Exception:  # readers of pages catch most exceptions; they must not catch this one
            continue


def test_a_loop_is_interrupted(watchdog: Watchdog) -> None:
    budget = Budget(SHORT)
    with pytest.raises(TimeoutError):
        watchdog.call(budget, for_ever)
    assert budget.is_spent()


def test_waiting_is_interrupted_later(watchdog: Watchdog) -> None:
    with pytest.raises(TimeoutError):
        watchdog.call(Budget(SHORT), threading.Event().wait)


def test_a_quick_function_gives_its_result_and_its_errors(watchdog: Watchdog) -> None:
    assert watchdog.call(Budget(10), divmod, 7, 3) == (2, 1)
    with pytest.raises(ZeroDivisionError):
        watchdog.call(Budget(10), divmod, 7, 0)
    with pytest.raises(KeyboardInterrupt):
        watchdog.call(Budget(10), _interrupted_by_hand)


def _interrupted_by_hand() -> None:
    raise KeyboardInterrupt


def test_the_outer_budget_holds(watchdog: Watchdog) -> None:
    with pytest.raises(TimeoutError):
        watchdog.call(Budget(SHORT), lambda: watchdog.call(Budget(1_000), for_ever))


def test_other_threads_are_not_watched(watchdog: Watchdog) -> None:
    found: list[object] = []

    def elsewhere() -> None:
        other = Watchdog(hard=0)
        other.start()  # only the main thread gets signals
        found.append(other.call(Budget(0), divmod, 7, 3))
        found.append(watchdog.call(Budget(0), divmod, 7, 3))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [(2, 1), (2, 1)]


def test_a_signal_in_use_is_left_alone() -> None:
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    try:
        dog = Watchdog(hard=0)
        dog.start()
        assert dog.call(Budget(0), divmod, 7, 3) == (2, 1)
        dog.stop()
    finally:
        signal.signal(signal.SIGALRM, before)


def test_coroutines_are_watched_while_they_run(watchdog: Watchdog) -> None:
    async def slow() -> None:
        await asyncio.sleep(0)
        for_ever()

    async def patient() -> str:
        for _ in range(3):
            await asyncio.sleep(0)
        try:
            await asyncio.wait_for(asyncio.Event().wait(), 0.01)
        except TimeoutError:
            return "its own"
        return ""

    async def both() -> str:
        with pytest.raises(TimeoutError):
            await watchdog.run(slow(), Budget(SHORT))
        return await watchdog.run(patient(), Budget(SHORT))

    assert asyncio.run(both()) == "its own"


def test_cancelled(watchdog: Watchdog) -> None:
    async def cancel() -> None:
        task = asyncio.ensure_future(watchdog.run(asyncio.Event().wait(), Budget(10)))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())


IN_C = """
import itertools, re
from newscrawl.job.watchdog import Budget, Watchdog
dog = Watchdog(hard=1.5)
dog.start()
end = __import__("time").process_time() + 3
while __import__("time").process_time() < end:  # Python code may take as long as it likes
    pass
print("alive", flush=True)
try:
    dog.call(Budget(.1), re.compile("(a+)+b").match, "a" * 60)
except TimeoutError:
    print("interrupted", flush=True)
dog.call(Budget(.1), sum, itertools.repeat(0))
"""


def test_c_code_that_never_returns_ends_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", IN_C], capture_output=True, text=True)
    assert done.stdout == "alive\ninterrupted\n"
    assert done.returncode == -signal.SIGPROF
    assert re.search(r"most recent call first", done.stderr)


NOT_STOPPED = """
import time
from newscrawl.job.watchdog import Watchdog
Watchdog(hard=9).start()
class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(1)  # longer than a tick, after Python has dropped all handlers
kept = Slow()
"""


def test_a_watchdog_that_nobody_stopped_lets_the_process_end() -> None:
    done = subprocess.run([sys.executable, "-c", NOT_STOPPED], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")

"""Interrupts Python code that takes too long in the main thread, and kills the process if C code
never returns.

A timer ticks twice a second (SIGALRM). Each tick runs between two steps of Python code. It checks
how long the watched code has run, and raises an exception there if that is too long. Regular
expressions let ticks run.

Each tick also postpones SIGPROF, which kills the process after `hard` seconds of CPU time without
a tick. While C code does not return (libxml2, a huge number), no tick can run, so only such code
gets the process killed. SIGPROF needs neither Python nor the GIL.
"""

from __future__ import annotations

import atexit
import faulthandler
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType, coroutine
from typing import Any, TextIO, TypeVar, cast

_T = TypeVar("_T")

TICK = 0.5
"""Seconds between two ticks."""
BY_THE_CLOCK = 3.0
"""The limit by the clock is the CPU limit times this: on a busy machine code waits for the CPU."""


class OutOfTimeError(TimeoutError):
    """A watched piece of work used up its budget."""


class Interrupted(BaseException):
    """Raised in the code that takes too long. Not an Exception, so that no handler catches it."""


@dataclass
class Budget:
    """The time of one piece of work, in seconds of CPU time and by the clock."""

    limit: float
    used: float = 0.0
    waited: float = 0.0

    def is_spent(self, used: float = 0.0, waited: float = 0.0) -> bool:
        return self.used + used > self.limit or self.waited + waited > BY_THE_CLOCK * self.limit


class Watchdog:
    """The timer and the code that it watches. Does nothing outside the main thread."""

    def __init__(self, hard: float) -> None:
        self.hard = hard
        self._budget: Budget | None = None
        self._since = 0.0
        self._clock = 0.0
        self._before: Any = None
        self._runs = False

    def start(self) -> None:
        """Begins to tick, unless another program part uses the signals."""
        unused = (signal.SIG_DFL, signal.SIG_IGN, None)
        if self._runs or not _in_main_thread() or signal.getsignal(signal.SIGALRM) not in unused:
            return
        self._runs = True
        # While Python ends, a tick would meet no handler and kill the process.
        atexit.register(self.stop)
        self._before = signal.signal(signal.SIGALRM, self._tick)
        signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
        if self.hard > 0 and signal.getsignal(signal.SIGPROF) == signal.SIG_DFL:
            # without stderr, the process is killed without a traceback
            with suppress(AttributeError, OSError, ValueError):
                stderr = cast("TextIO", sys.__stderr__)
                faulthandler.register(signal.SIGPROF, file=stderr, all_threads=False, chain=True)
            signal.setitimer(signal.ITIMER_PROF, self.hard)

    def stop(self) -> None:
        """Stops ticking and restores the handlers of the signals."""
        if not self._runs:
            return
        self._runs = False
        atexit.unregister(self.stop)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)
        if self.hard > 0:
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.unregister(signal.SIGPROF)

    def call(self, budget: Budget, function: Callable[..., _T], *arguments: Any) -> _T:
        """Calls `function`. Raises OutOfTimeError if the call uses up the budget. Inside another
        watched call, the outer budget counts.
        """
        if not self._runs or self._budget is not None or not _in_main_thread():
            return function(*arguments)
        self._since, self._clock = time.thread_time(), time.monotonic()
        try:
            try:
                self._budget = budget
                return function(*arguments)
            finally:
                self._budget = None
        except Interrupted:
            raise OutOfTimeError from None
        finally:
            self._budget = None
            budget.used += time.thread_time() - self._since
            budget.waited += time.monotonic() - self._clock

    @coroutine
    def run(self, awaited: Awaitable[_T], budget: Budget) -> Generator[Any, Any, _T]:
        """Awaits `awaited` step by step, each step within the budget. Other tasks run unwatched
        while it waits.
        """
        steps = _coroutine(awaited)
        value, error = None, None
        while True:
            try:
                step = (steps.send, value) if error is None else (steps.throw, error)
                waits_for = self.call(budget, *step)
            except StopIteration as end:
                return cast("_T", end.value)
            value, error = None, None
            try:
                value = yield waits_for
            except BaseException as raised:  # even a cancellation: the awaited code handles it
                error = raised

    def _tick(self, number: int, frame: FrameType | None) -> None:
        if self.hard > 0 and self._runs:
            signal.setitimer(signal.ITIMER_PROF, self.hard)
        budget = self._budget
        if budget is not None and budget.is_spent(
            time.thread_time() - self._since, time.monotonic() - self._clock
        ):
            raise Interrupted


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


async def _coroutine(awaited: Awaitable[_T]) -> _T:
    return await awaited

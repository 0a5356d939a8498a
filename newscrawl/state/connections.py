"""The connections to a database. If the database is down, work is tried again."""

from __future__ import annotations

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from threading import Event, RLock
from typing import Any, TypeVar

from newscrawl.state import StateError

logger = logging.getLogger(__name__)

T = TypeVar("T")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
"""Seconds between two attempts to reach a database. The pause doubles from the first to the longest."""


class _Lane:
    """A connection, and the lock for threads that use it."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.lock = RLock()


class Connections(ABC):
    """DB-API connections in autocommit mode, for several threads. Lost ones are replaced."""

    begin = "BEGIN"
    reads_apart = False
    """Whether reads have their own connection, so that they don't wait for another thread's commit."""

    def __init__(self, where: str, patience: float) -> None:
        self.where = where  # shown in messages, so without a password
        self.patience = patience
        self._writing = _Lane()
        self._reading = _Lane() if self.reads_apart else self._writing
        self._given_up = Event()

    @abstractmethod
    def _connect(self) -> Any:
        """Returns a new connection."""

    @abstractmethod
    def _passes(self, error: Exception) -> bool:
        """Returns whether trying again after this error may succeed."""

    def _told(self, error: Exception) -> str:
        """Returns the text of an error, for logs."""
        return str(error)

    def give_up(self) -> None:
        """Lets every call that waits for a database fail now. Can be called in any thread."""
        self._given_up.set()

    def close(self) -> None:
        """Releases connections and locks."""
        for lane in (self._reading, self._writing):
            with lane.lock:
                self._disconnect(lane)

    def _run(self, work: Callable[[Any], T], write: bool = False, waits: bool = False) -> T:
        """Returns the result of `work`, which gets a cursor. With `write` it runs in one
        transaction.

        If the database is down and the caller `waits`, `work` is tried again until the patience is
        over. Raises StateError.
        """
        lane = self._writing if write else self._reading
        until = time.monotonic() + (self.patience if waits else 0)
        pause = _FIRST_PAUSE
        while True:
            try:
                with lane.lock:
                    if lane.connection is None:
                        lane.connection = self._connect()
                    cursor = lane.connection.cursor()
                    return self._transact(cursor, work) if write else work(cursor)
            except StateError:
                raise
            except Exception as error:
                told = self._told(error)
                with lane.lock:
                    self._disconnect(lane)
                is_over = time.monotonic() + pause > until or self._given_up.is_set()
                if is_over or not self._passes(error):
                    raise StateError(f"the state {self.where} can't be used: {told}") from error
                logger.warning("Lost the state, trying again in %.1f s: %s", pause, told)
            self._given_up.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _transact(self, cursor: Any, work: Callable[[Any], T]) -> T:
        cursor.execute(self.begin)
        try:
            result = work(cursor)
            cursor.execute("COMMIT")
        except BaseException:
            with suppress(Exception):  # if the connection is lost, the server rolls back by itself
                cursor.execute("ROLLBACK")
            raise
        return result

    def _disconnect(self, lane: _Lane) -> None:
        connection, lane.connection = lane.connection, None
        if connection is not None:
            with suppress(Exception):  # a lost connection can't be closed
                connection.close()

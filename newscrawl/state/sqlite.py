"""The state in one SQLite file, for the jobs of one machine. This is the default."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from newscrawl.state import StateError
from newscrawl.state.sql import Store

_BUSY = 60.0
"""Seconds to wait for another job's transaction. Transactions take milliseconds."""
_LOG_PAGES, _CACHE_KIB = 8_000, 8_000
"""Pages of the log before it is written back (32 MB), and memory of a connection's cache. A commit
of 50 articles changes 600 pages, so each second one would exceed SQLite's 1,000 pages and 2 MB.
"""
_LONGEST_NAME = 200
"""Characters of a lock's name in its file name. File systems allow 255 bytes; names are domains."""


class _Cursor(sqlite3.Cursor):
    """A cursor for statements with the placeholder of psycopg, %s."""

    def execute(self, statement: str, values: Any = ()) -> Self:
        return super().execute(statement.replace("%s", "?"), values)

    def executemany(self, statement: str, rows: Iterable[Any]) -> Self:
        return super().executemany(statement.replace("%s", "?"), rows)


class _Connection(sqlite3.Connection):
    def cursor(self) -> _Cursor:  # type: ignore[override] # always of one class
        return super().cursor(_Cursor)


class SQLiteStore(Store):
    """A state whose locks are files in a folder beside it, locked by flock.

    The operating system releases the locks when the process ends in any way.
    """

    # A plain BEGIN fails at once if the transaction reads, another one writes, and then this one
    # writes too. BEGIN IMMEDIATE waits.
    begin = "BEGIN IMMEDIATE"
    # A primary key of type INTEGER needs no index, because SQLite sorts the table itself by it.
    types = {"bytes": "BLOB", "integer": "INTEGER", "serial": "INTEGER"}
    has_tables = "SELECT count(*) FROM sqlite_master WHERE name = 'kept'"
    reads_apart = True

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path.absolute()
        self._locks = self.path.with_name(self.path.name + ".locks")
        self._held: dict[str, int] = {}
        try:
            self._locks.mkdir(parents=True, exist_ok=True)
            # If several jobs start at once, one makes the file and the others wait.
            with (self._locks / "create").open("w") as creating:
                fcntl.flock(creating, fcntl.LOCK_EX)
                super().__init__(str(self.path), patience)
        except OSError as error:
            told = f"{error}. Name another place with -s NEWSCRAWL_STATE=PATH"
            raise StateError(f"the state {self.path} can't be created: {told}") from error

    def _connect(self) -> Any:
        connection = sqlite3.connect(
            self.path,
            timeout=_BUSY,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        try:
            # With WAL, readers don't wait for writers. With NORMAL, a power failure loses at most
            # the last marks, so that some records come twice. A killed process loses nothing.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _passes(self, error: Exception) -> bool:
        return isinstance(error, sqlite3.OperationalError) and (
            "locked" in str(error) or "busy" in str(error)
        )

    def lock(self, name: str) -> bool:
        if name in self._held:
            return True
        path = self._locks / f"{quote(name, safe='')[:_LONGEST_NAME]}.lock"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StateError(f"the lock {path} can't be created: {error}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._held[name] = descriptor
        return True

    def unlock(self, name: str) -> None:
        os.close(self._held.pop(name))

    def close(self) -> None:
        super().close()
        for name in list(self._held):
            self.unlock(name)

"""The state in a PostgreSQL database, for jobs on many machines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from newscrawl.state import StateError
from newscrawl.state.address import database_of
from newscrawl.state.sql import Store

_CREATING = 0x6E657773
"""The number of the advisory lock under which tables are made: "news" in ASCII."""
_CONNECT_SECONDS = 10
"""Seconds for one attempt to connect. Store tries again until its patience is over."""


class PostgreSQLStore(Store):
    """A state whose locks are advisory locks of its connection.

    The server releases them when the connection ends.
    """

    def __init__(self, address: str, patience: float) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StateError(
                'NEWSCRAWL_STATE names PostgreSQL, but its driver is not installed: pip install "psycopg[binary]"'
            ) from error
        self._driver = psycopg
        self._database = database_of(address, psycopg.conninfo.conninfo_to_dict)
        self._held: set[str] = set()
        super().__init__(self._database.shown, patience)

    def _connect(self) -> Any:
        connection = self._driver.connect(
            self._database.conninfo, autocommit=True, connect_timeout=_CONNECT_SECONDS
        )
        for name in self._held:  # the locks of the lost connection
            if not _lock(connection, name):
                connection.close()
                raise StateError(
                    f"the lock of {name} was lost with the connection, and another job has taken it"
                )
        return connection

    def _told(self, error: Exception) -> str:
        return self._database.hide(error)

    def _passes(self, error: Exception) -> bool:
        return isinstance(error, (self._driver.OperationalError, self._driver.InterfaceError))

    def _create(self, cursor: Any) -> None:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATING,))
        super()._create(cursor)

    def _missing(self, cursor: Any, statements: Sequence[str]) -> Iterable[str]:
        # CREATE INDEX takes a lock on the table even if the index exists. A crawl that commits at
        # that moment would meet a deadlock.
        there = [
            cursor.execute("SELECT to_regclass(%s)", (one.split()[5],)).fetchone()[0]
            for one in statements
        ]
        return [one for one, found in zip(statements, there, strict=True) if found is None]

    def lock(self, name: str) -> bool:
        if name in self._held:
            return True
        taken = self._run(lambda cursor: _lock(cursor, name), patience=0)
        if taken:
            self._held.add(name)
        return taken

    def unlock(self, name: str) -> None:
        self._held.discard(name)
        self._run(
            lambda cursor: cursor.execute("SELECT pg_advisory_unlock(%s)", (_number(name),)),
            patience=0,
        )


def _lock(cursor: Any, name: str) -> bool:
    return bool(cursor.execute("SELECT pg_try_advisory_lock(%s)", (_number(name),)).fetchone()[0])


def _number(name: str) -> int:
    """Returns the number of a lock: PostgreSQL names advisory locks by 64 bits."""
    return int.from_bytes(
        hashlib.sha256(f"newscrawl {name}".encode()).digest()[:8], "big", signed=True
    )

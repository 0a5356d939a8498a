"""The state in a PostgreSQL database, for jobs on many machines.

No message of this module contains a password.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from newscrawl.state import StateError
from newscrawl.state.sql import Store

_CREATING = 0x6E657773
"""The number of the advisory lock under which tables are made: "news" in ASCII."""
_CONNECT_SECONDS = 10
"""Seconds for one attempt to connect. Store tries again until its patience is over."""
_SECRETS = "password sslpassword scram_client_key scram_server_key oauth_client_secret".split()
_SHORTEST_SECRET = 3
"""Shorter passwords are not hidden: replacing 1 or 2 characters would garble a message."""
_SCHEME = re.compile(r"\A[a-z]+://", re.IGNORECASE)
_UNREADABLE = (
    "NEWSCRAWL_STATE can't be read as the address of a PostgreSQL database. Write postgresql://USER:PASSWORD@HOST/DATABASE "
    "with each special character of the password percent-encoded, such as %40 for @, or put the password into ~/.pgpass. "
    "A path with = in its first part begins with ./"
)


@dataclass(frozen=True)
class Database:
    """How to connect to a PostgreSQL database. `shown` is its address without user and password."""

    conninfo: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(repr=False)

    def hide(self, text: object) -> str:
        """Returns a message of the driver with passwords replaced by ***."""
        told = str(text)
        for secret in self.secrets:
            told = told.replace(secret, "***")
        return told


def database_of(where: str) -> Database:
    """Returns the database at `where`.

    Raises StateError, which repeats nothing of `where`: it may contain a password. Raises
    ImportError without psycopg.
    """
    from psycopg.conninfo import conninfo_to_dict

    conninfo = _SCHEME.sub(lambda scheme: scheme[0].lower(), where.strip())
    try:
        facts = {name: str(value) for name, value in conninfo_to_dict(conninfo).items()}
    except Exception:
        raise StateError(_UNREADABLE) from None
    host, database = facts.get("host") or facts.get("hostaddr", ""), facts.get("dbname", "")
    port = facts.get("port", "")
    # libpq cuts a password at a bare @ or /, and reads the rest as part of the address.
    if "@" in host or re.search("@|=|://", database) or re.search("[^0-9,]", port):
        raise StateError(_UNREADABLE)
    secrets = (facts.get(name, "") for name in _SECRETS)
    hidden = tuple(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)
    return Database(conninfo, f"postgresql://{host}/{database}", hidden)


class PostgreSQLStore(Store):
    """A state whose locks are advisory locks of its connection.

    The server releases them when the connection ends.
    """

    def __init__(self, address: str, patience: float) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StateError(
                'PostgreSQL needs its driver: pip install "psycopg[binary]"'
            ) from error
        self._driver = psycopg
        self._database = database_of(address)
        self._held: set[str] = set()
        super().__init__(self._database.shown, patience)

    def _connect(self) -> Any:
        connection = self._driver.connect(
            self._database.conninfo, autocommit=True, connect_timeout=_CONNECT_SECONDS
        )
        for name in self._held:  # the locks of the lost connection
            if not _with_lock(connection, "pg_try_advisory_lock", name):
                connection.close()
                raise StateError(f"the lock of {name} was lost, and another job has taken it")
        return connection

    def _told(self, error: Exception) -> str:
        return self._database.hide(error)

    def _passes(self, error: Exception) -> bool:
        return isinstance(error, (self._driver.OperationalError, self._driver.InterfaceError))

    def _create(self, cursor: Any) -> None:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATING,))
        super()._create(cursor)

    def lock(self, name: str) -> bool:
        if name not in self._held:
            if not self._run(lambda cursor: _with_lock(cursor, "pg_try_advisory_lock", name)):
                return False
            self._held.add(name)
        return True

    def unlock(self, name: str) -> None:
        self._held.discard(name)
        self._run(lambda cursor: _with_lock(cursor, "pg_advisory_unlock", name))


def _with_lock(cursor: Any, function: str, name: str) -> bool:
    """Returns the answer of a function of PostgreSQL to a lock, which it knows by a number."""
    statement = f"SELECT {function}(hashtextextended(%s, 0))"
    return bool(cursor.execute(statement, (f"newscrawl {name}",)).fetchone()[0])

"""Opens the state. The database's own module is loaded only if it is used."""

from __future__ import annotations

import re
from pathlib import Path

from newscrawl.state import StateError
from newscrawl.state.sql import Store

_KEYWORD = re.compile(r"\s*\w+\s*=")
"""The beginning of a connection string of libpq. A path such as host=x must be written as ./host=x."""
_POSTGRESQL = re.compile(r"\s*postgres(?:ql)?\s*:", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


def is_database(where: str) -> bool:
    """Returns whether NEWSCRAWL_STATE names a PostgreSQL database, well-formed or not.

    Raises StateError if it names another database system.
    """
    if _POSTGRESQL.match(where) or _KEYWORD.match(where):
        return True
    if scheme := _SCHEME.match(where):
        raise StateError(
            f"NEWSCRAWL_STATE begins with {scheme[1].lower()}://, but the state is a SQLite file or a PostgreSQL "
            "database: name a path, or postgresql://…"
        )
    return False


def open_store(where: str, patience: float) -> Store:
    """Returns the state at `where`: a path, or a PostgreSQL database in any form that libpq reads.

    `patience` is how many seconds to wait for a database that is down. Raises StateError.
    """
    if is_database(where):
        from newscrawl.state.postgresql import PostgreSQLStore

        return PostgreSQLStore(where, patience)
    from newscrawl.state.sqlite import SQLiteStore

    return SQLiteStore(Path(where).expanduser(), patience)

"""Opens the state. The database's own module is loaded only if it is used."""

from __future__ import annotations

from pathlib import Path

from newscrawl.state.address import is_database
from newscrawl.state.sql import Store


def open_store(where: str, patience: float) -> Store:
    """Returns the state at `where`: a path, or a PostgreSQL database in any form that libpq reads.

    `patience` is how many seconds to wait for a database that is down. Raises StateError.
    """
    if is_database(where):
        from newscrawl.state.postgresql import PostgreSQLStore

        return PostgreSQLStore(where, patience)
    from newscrawl.state.sqlite import SQLiteStore

    return SQLiteStore(Path(where).expanduser(), patience)

"""What commands that read the state share."""

from __future__ import annotations

from pathlib import Path

from newscrawl.state import StateError
from newscrawl.state.opening import is_database, open_store
from newscrawl.state.sql import Store

PATIENCE = 10.0
"""Seconds to wait for a database that is down. A person is waiting, or a scheduler runs the
command again.
"""


def existing_store(where: str | None) -> Store:
    """Returns the existing state at `where`; makes none. Raises StateError."""
    if not where:
        raise StateError("NEWSCRAWL_STATE is empty: crawls remember nothing")
    if not is_database(where) and not Path(where).expanduser().is_file():
        path = Path(where).expanduser().absolute()
        raise StateError(
            f"there is no state at {path}: name the one that crawls use with -s NEWSCRAWL_STATE=…"
        )
    return open_store(where, PATIENCE)

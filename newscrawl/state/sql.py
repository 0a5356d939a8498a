"""The state, in SQL that both SQLite and PostgreSQL understand.

The two differ only in how to connect and how to lock (state/sqlite.py, state/postgresql.py).
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from newscrawl.state import Batch, KnownPage, Mark, Output, StateError
from newscrawl.state.connections import Connections
from newscrawl.state.forgetting import ADDRESS, Choice, Forgotten, forget
from newscrawl.state.recheck import BEGINNING
from newscrawl.state.runs import GOOD_KEPT, OTHERS_KEPT, Run, run_of

T = TypeVar("T")

VERSION = 2
"""The version of the tables. A state of a higher version is refused: a newer newscrawl wrote it."""

SIMILAR_DAYS = 30
"""Days for which a text is compared with new ones. Copies of agency texts appear within days."""
_AT_ONCE = 500
"""Values in one query. SQLite before 3.32 allows 999."""
_DAY = 86_400  # seconds

_TABLES = (
    "CREATE TABLE IF NOT EXISTS pages (id TEXT PRIMARY KEY, reason TEXT, first DOUBLE PRECISION NOT NULL,"
    " checked DOUBLE PRECISION NOT NULL, published DOUBLE PRECISION, extractor TEXT, digests {bytes} NOT NULL)",
    "CREATE TABLE IF NOT EXISTS addresses (address TEXT PRIMARY KEY, page TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, scope TEXT NOT NULL, length BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS kept (kind TEXT, name TEXT, value {bytes} NOT NULL, PRIMARY KEY (kind, name))",
    "CREATE TABLE IF NOT EXISTS texts (number {serial} PRIMARY KEY, page TEXT UNIQUE NOT NULL"
    " REFERENCES pages (id) ON DELETE CASCADE, sketch {bytes} NOT NULL, at DOUBLE PRECISION NOT NULL)",
    # Short rows: bands are hashes, so each falls on another page of the table.
    "CREATE TABLE IF NOT EXISTS text_bands (band {integer} PRIMARY KEY, text {integer} NOT NULL"
    " REFERENCES texts (number) ON DELETE CASCADE)",
    "CREATE TABLE IF NOT EXISTS runs (publisher TEXT, at DOUBLE PRECISION, good INTEGER NOT NULL, facts TEXT NOT NULL,"
    " PRIMARY KEY (publisher, at))",
)
_UPGRADE = (
    "CREATE INDEX IF NOT EXISTS texts_at ON texts (at)",
    "CREATE INDEX IF NOT EXISTS text_bands_text ON text_bands (text)",
    "DROP TABLE IF EXISTS bands",
    "DROP TABLE IF EXISTS sketches",
)
"""What a state of a lower version lacks, and the tables that `texts` and `text_bands` replace.

The statements of _TABLES and _UPGRADE run only if the state is new or of a lower version, for two
reasons. Each statement locks its table even if nothing changes, so a crawl that commits at that
moment would meet a deadlock. In PostgreSQL each needs the right to create tables, which later crawls
may lack.
"""
_PAGE = (
    "INSERT INTO pages (id, reason, first, checked, published, extractor, digests) VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, checked = excluded.checked,"
    " published = coalesce(excluded.published, pages.published), extractor = excluded.extractor,"
    " digests = excluded.digests,"
    # An earlier `first` is kept, unless a wrong clock dated it.
    f" first = CASE WHEN pages.first > excluded.checked OR pages.first < {BEGINNING}"
    " THEN excluded.first ELSE pages.first END"
)
_KNOWN = (
    "SELECT address, id, reason, first, checked, published, extractor, digests"
    " FROM addresses JOIN pages ON id = page"
)
_LOOKED = "UPDATE pages SET checked = %s WHERE id = (SELECT page FROM addresses WHERE address = %s)"
# A band leads only to its first text. So a line that many texts share does not slow down queries.
_BAND = "INSERT INTO text_bands (band, text) VALUES (%s, %s) ON CONFLICT (band) DO NOTHING"
_TEXT = (
    "INSERT INTO texts (page, sketch, at) VALUES (%s, %s, %s)"
    " ON CONFLICT (page) DO UPDATE SET sketch = excluded.sketch RETURNING number"
)
_KEPT = (
    "INSERT INTO kept (kind, name, value) VALUES (%s, %s, %s)"
    " ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value"
)
_OUTPUT = (
    "INSERT INTO outputs (path, scope, length) VALUES (%s, %s, %s)"
    " ON CONFLICT (path) DO UPDATE SET scope = excluded.scope, length = excluded.length"
)
_RUN = (
    "INSERT INTO runs (publisher, at, good, facts) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (publisher, at) DO UPDATE SET good = excluded.good, facts = excluded.facts"
)
_OLD_RUNS = (
    "DELETE FROM runs WHERE publisher = %s AND good = %s AND at NOT IN"
    " (SELECT at FROM runs WHERE publisher = %s AND good = %s ORDER BY at DESC LIMIT %s)"
)


class Store(Connections):
    """The interface to the state. Safe to use from several threads. All methods raise StateError.

    `known`, `commit`, `outputs` and `finish` may wait for a database that is down: call them in
    threads. The other methods fail at once, because a crawl can go on without them. `where` names
    the state for people, without a password.
    """

    types = {"bytes": "BYTEA", "integer": "BIGINT", "serial": "BIGSERIAL"}
    has_tables = "SELECT count(to_regclass('kept'))"
    _held: Container[str]
    """The names of the locks that this job has."""

    def __init__(self, where: str, patience: float) -> None:
        super().__init__(where, patience)
        try:
            self._run(self._create, write=True)
        except StateError:
            self.close()
            raise

    @abstractmethod
    def lock(self, name: str) -> bool:
        """Takes the lock until this process ends. Returns False if another job holds the lock."""

    @abstractmethod
    def unlock(self, name: str) -> None:
        """Gives a lock back that this job holds."""

    def held(self, name: str) -> bool:
        """Returns whether another job holds the lock."""
        if name in self._held:  # this job has the lock and keeps it
            return False
        if not self.lock(name):
            return True
        self.unlock(name)
        return False

    def known(self, keys: Iterable[str]) -> dict[str, KnownPage]:
        """Returns the known pages under these addresses' keys."""
        found: dict[str, KnownPage] = {}
        for some in _chunks(keys):
            statement = f"{_KNOWN} WHERE address IN ({_marks(some)})"
            pages = self._read(lambda key, *page: (key, _page(*page)), statement, some, True)
            found.update(pages)
        return found

    def commit(self, batch: Batch, scope: str) -> None:
        """Writes all of the batch or nothing. Writing it again changes nothing."""

        def write(cursor: Any) -> None:
            for mark in batch.marks:
                _write_mark(cursor, mark)
            _write_texts(cursor, batch.marks)
            for (kind, name), value in batch.kept.items():
                cursor.execute(_KEPT, (kind, name, value))
            for some in _chunks(batch.lost):
                cursor.execute(f"DELETE FROM pages WHERE id IN ({_marks(some)})", some)
            for output in batch.outputs:
                cursor.execute(_OUTPUT, (output.path, scope, output.length))

        self._run(write, write=True, waits=True)

    def similar(self, bands: Iterable[int]) -> list[tuple[str, bytes]]:
        """Returns (record id, sketch) of the first texts with these bands, the oldest first."""
        wanted = list(bands)[:_AT_ONCE]
        if not wanted:
            return []
        having = f"SELECT text FROM text_bands WHERE band IN ({_marks(wanted)})"
        statement = f"SELECT page, sketch FROM texts WHERE number IN ({having}) ORDER BY at, page"
        return self._read(lambda page, sketch: (page, bytes(sketch)), statement, wanted)

    def recall(self, kind: str, name: str) -> bytes | None:
        """Returns the value stored under this kind and name, or None."""
        statement = "SELECT value FROM kept WHERE kind = %s AND name = %s"
        return next(iter(self._read(bytes, statement, (kind, name))), None)

    def outputs(self, scope: str) -> list[Output]:
        """Returns the outputs of crawls of `scope` that were killed."""
        statement = "SELECT path, length FROM outputs WHERE scope = %s ORDER BY path"
        return self._read(Output, statement, (scope,), waits=True)

    def finish(self, scope: str) -> None:
        """Notes that all outputs of `scope` are closed. Forgets sketches of old texts."""

        def write(cursor: Any) -> None:
            cursor.execute("DELETE FROM outputs WHERE scope = %s", (scope,))
            old = time.time() - SIMILAR_DAYS * _DAY
            cursor.execute("DELETE FROM texts WHERE at < %s", (old,))

        self._run(write, write=True, waits=True)

    def add_run(self, run: Run) -> None:
        """Stores a run. Only the last runs of each publisher are kept (state/runs.py)."""

        def write(cursor: Any) -> None:
            cursor.execute(_RUN, (run.publisher, run.at, int(run.good), run.facts()))
            for good, kept in ((1, GOOD_KEPT), (0, OTHERS_KEPT)):
                cursor.execute(_OLD_RUNS, (run.publisher, good, run.publisher, good, kept))

        self._run(write, write=True)

    def runs(self, publisher: str | None = None) -> list[Run]:
        """Returns the runs of a publisher, or of all, the newest first."""
        of, values = ("", ()) if publisher is None else (" WHERE publisher = %s", (publisher,))
        statement = f"SELECT publisher, at, good, facts FROM runs{of} ORDER BY at DESC"
        return self._read(run_of, statement, values)

    def drop_runs(self, publisher: str, before: float) -> None:
        """Forgets the publisher's runs that ended before this time."""
        statement = "DELETE FROM runs WHERE publisher = %s AND at < %s"
        self._run(lambda cursor: cursor.execute(statement, (publisher, before)), write=True)

    def forget(
        self, choice: Choice, tell: Callable[[Forgotten], None], *, keep_out: bool, dry: bool
    ) -> int:
        """Forgets pages (state/forgetting.py). Returns their number."""
        work = partial(forget, choice=choice, tell=tell, keep_out=keep_out, dry=dry)
        return self._run(work, write=True)

    def _read(
        self, read: Callable[..., T], statement: str, values: Sequence[Any], waits: bool = False
    ) -> list[T]:
        """Returns what `read` makes of the columns of each row that a query finds."""

        def rows(cursor: Any) -> list[T]:
            return [read(*row) for row in cursor.execute(statement, values)]

        return self._run(rows, waits=waits)

    def _create(self, cursor: Any) -> None:
        version = self._version(cursor)
        if version > VERSION:
            raise StateError(f"the state {self.where} was written by a newer newscrawl: upgrade")
        if version < VERSION:
            for statement in (*_TABLES, *_UPGRADE):
                cursor.execute(statement.format(**self.types))
            cursor.execute(_KEPT, ("schema", "version", str(VERSION).encode()))

    def _version(self, cursor: Any) -> int:
        """Returns the version of the tables; 0 without tables."""
        if not cursor.execute(self.has_tables).fetchone()[0]:
            return 0
        cursor.execute("SELECT value FROM kept WHERE kind = 'schema' AND name = 'version'")
        row = cursor.fetchone()
        return int(bytes(row[0])) if row else 0


def _write_mark(cursor: Any, mark: Mark) -> None:
    page = mark.page
    cursor.execute(_PAGE, tuple(vars(page).values()))  # the columns are the fields
    if page.reason:  # an article that was delivered from this address earlier stays known
        for key in mark.keys:
            cursor.execute(f"{ADDRESS} DO NOTHING", (key, page.id))
            cursor.execute(_LOOKED, (page.checked, key))
        return
    for key in mark.keys:
        cursor.execute(f"{ADDRESS} DO UPDATE SET page = excluded.page", (key, page.id))
        if key != page.id:  # the address may have been skipped earlier
            cursor.execute("DELETE FROM pages WHERE id = %s", (key,))


def _write_texts(cursor: Any, marks: Iterable[Mark]) -> None:
    """Writes sketches and bands. Sorted bands write neighbours in the table together."""
    bands = []
    for mark in marks:
        if mark.bands:
            values = (mark.page.id, mark.sketch, mark.page.checked)
            (number,) = cursor.execute(_TEXT, values).fetchone()
            bands += [(band, number) for band in mark.bands]
    if bands:
        cursor.executemany(_BAND, sorted(bands))


def _page(
    id: Any, reason: Any, first: Any, checked: Any, published: Any, extractor: Any, digests: Any
) -> KnownPage:
    """Returns a row of `pages` as a KnownPage. Raises TypeError or ValueError if another program
    wrote values of a wrong type.
    """
    seen = None if published is None else float(published)
    return KnownPage(str(id), reason, float(first), float(checked), seen, extractor, bytes(digests))


def _marks(values: list[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _chunks(values: Iterable[T]) -> Iterator[list[T]]:
    listed = list(values)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]

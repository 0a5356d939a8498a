"""What crawls remember: which pages were delivered or skipped, in which form, and how far each output is durable.

Jobs share it: one SQLite file, or PostgreSQL for many machines. `Store` is all that the rest of newscrawl knows of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from newscrawl.arguments import StartError


class StateError(StartError):
    """The state can't be opened, read or written; the message says what to do."""


@dataclass(frozen=True)
class Page:
    """What is known of a page that was fetched. Times are seconds since 1970.

    `id` is its record's; of a page that was skipped for a `reason`, its address. `digests`, of the title and
    of every block of the text that was delivered last, tell an edit (pipelines/revisions.py).
    """

    id: str
    reason: str | None
    first: float
    checked: float
    published: float | None = None
    extractor: str | None = None
    digests: bytes = b""


@dataclass(frozen=True)
class Mark:
    """A page that was delivered or skipped, and the keys of all addresses that lead to it.

    `bands` and `sketch` find near-duplicates of its text (text/similar.py); a copy has none, its first record has.
    """

    page: Page
    keys: tuple[str, ...]
    bands: tuple[int, ...] = ()
    sketch: bytes = b""


@dataclass(frozen=True)
class Output:
    """A file of JSON lines that a crawl writes: what lies before `length` is whole and marked."""

    path: str
    length: int


@dataclass
class Batch:
    """What one transaction writes: marks, outputs, and values to keep by (kind, name).

    `lost` are the ids of records that were marked as delivered and are gone: their pages are known no more.
    """

    marks: list[Mark] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


class Store(Protocol):
    """The one interface to the state; safe to use from several threads. All methods raise StateError.

    Those that may wait for a database that is away (`known`, `commit`, `outputs`, `finish`) belong into threads; `similar`,
    `recall` and `held`, which a crawl can do without, fail at once.

    `where` is its place, for people: an absolute path, or an address without a password.
    """

    where: str

    def known(self, keys: Iterable[str]) -> dict[str, Page]:
        """The pages that are known under these addresses' keys."""

    def commit(self, batch: Batch, scope: str) -> None:
        """Write all of the batch or nothing of it; a second time changes nothing. `scope` is whose outputs they are."""

    def similar(self, bands: Iterable[int]) -> list[tuple[str, bytes]]:
        """(record id, sketch) of texts that were the first with one of the bands, the first delivered first."""

    def recall(self, kind: str, name: str) -> bytes | None:
        """The value kept under that name."""

    def outputs(self, scope: str) -> list[Output]:
        """The outputs of crawls of `scope` that did not come to their end."""

    def finish(self, scope: str) -> None:
        """All outputs of `scope` are closed."""

    def lock(self, name: str) -> bool:
        """Take the lock, until this process ends, however it ends; False where another holds it."""

    def held(self, name: str) -> bool:
        """Whether another job holds the lock."""

    def give_up(self) -> None:
        """Wait for no database any more: what waits fails now. For a process that ends. From any thread."""

    def close(self) -> None:
        """Let go of connections and locks."""


def open_store(where: str, patience: float) -> Store:
    """The state at `where`: a path, or a PostgreSQL database in any form that libpq reads.

    `patience` in seconds is how long a lost database is waited for. Raises StateError.
    """
    from newscrawl.state.address import is_database

    if is_database(where):
        from newscrawl.state.postgresql import PostgreSQLStore

        return PostgreSQLStore(where, patience)
    from newscrawl.state.sqlite import SQLiteStore

    return SQLiteStore(Path(where).expanduser(), patience)

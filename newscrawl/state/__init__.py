"""The state: which pages were delivered or skipped, in which version, and up to where each output
file is durable.

Jobs share one state: a SQLite file or a PostgreSQL database. The interface is `Store` (sql.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

FILTERED = "filtered"
"""The reason of pages that a filter of the crawl left out. Their `digests` identify the filter:
crawls with another filter, or without one, fetch them.
"""


class StateError(Exception):
    """The state can't be opened, read or written. The message says what to do."""


@dataclass(frozen=True)
class KnownPage:
    """A page that was fetched. Times are in seconds since 1970.

    `id` is the id of the page's record. If the page was skipped, `reason` says why, and `id` is
    its address. `first` and `checked` are the times of the first and the last fetch. `digests` of
    the delivered title and blocks show edits (pipelines/revisions.py).
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

    `bands` and `sketch` find near-duplicates of the page's text (text/similar.py). Only the first
    record of a text has them.
    """

    page: KnownPage
    keys: tuple[str, ...]
    bands: tuple[int, ...] = ()
    sketch: bytes = b""


@dataclass
class Delivery:
    """What the crawl knows about an article's deliveries. Pipelines attach it to the article.

    `keys` are the keys of the addresses that led to the article. `declared_key` is the key of its
    canonical address, or None if it is one of `keys`. `known` is the last delivery under `keys`,
    `namesake` the last one under `declared_key`. `mark` is written to the state once the record is
    durable.
    """

    keys: tuple[str, ...] = ()
    declared_key: str | None = None
    known: KnownPage | None = None
    namesake: KnownPage | None = None
    mark: Mark | None = None


@dataclass(frozen=True)
class Output:
    """A file of JSON lines that a crawl writes. Its first `length` bytes are durable and their
    records marked."""

    path: str
    length: int


@dataclass
class Batch:
    """What one transaction writes: marks, outputs, and values by (kind, name).

    `lost` are ids of delivered records that are gone. The state forgets their pages.
    """

    marks: list[Mark] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

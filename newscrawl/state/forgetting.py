"""Removes pages from the state: of some addresses, of a publisher, or older than a date.

All happens in one transaction. Each record is reported before it is forgotten. If a report fails,
for example into a closed pipe, nothing is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from newscrawl.extraction.addresses import host, within

TAKEN_DOWN = "TakenDown"
"""The reason of addresses that no crawl may fetch or deliver again."""
_AT_ONCE = 500
"""Rows that are read or written at once."""


@dataclass(frozen=True)
class Choice:
    """What to forget: pages under some keys of addresses, or on some domains. Without both, all
    pages.

    `foreign` are subdomains of other publishers, which stay. `before` (seconds since 1970) keeps
    pages published later. Pages without a date of publication count by their first fetch.
    """

    keys: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    before: float | None = None


@dataclass(frozen=True)
class Forgotten:
    """A forgotten record: its id, the keys of its addresses, and when it was first delivered."""

    id: str
    addresses: tuple[str, ...]
    first: float


Tell = Callable[[Forgotten], None]


def forget(
    cursor: Any, sql: Callable[[str], str], choice: Choice, tell: Tell, *, keep_out: bool, dry: bool
) -> int:
    """Forgets pages and returns their number, with skipped ones. `tell` gets each delivered page
    before.

    With `keep_out` their addresses, and unknown `keys`, stay in the state as TAKEN_DOWN. With
    `dry` nothing changes. `cursor` is in a transaction. `sql` puts the driver's placeholders into
    a statement.
    """
    # A rollback also removes the tables, in SQLite and in PostgreSQL.
    cursor.execute("CREATE TEMP TABLE leaving (id TEXT PRIMARY KEY)")
    cursor.execute(
        "CREATE TEMP TABLE left_addresses (page TEXT, address TEXT, PRIMARY KEY (page, address))"
    )
    _choose(cursor, sql, choice)
    cursor.execute(
        "INSERT INTO left_addresses SELECT page, address FROM addresses WHERE page IN (SELECT id FROM leaving)"
    )
    for record in _delivered(cursor, sql):
        tell(record)
    cursor.execute("SELECT count(*) FROM leaving")
    (count,) = cursor.fetchone()
    if not dry:
        _delete(cursor)
        _delete_kept(cursor, sql, choice)
        if keep_out:
            _keep_out(cursor, sql, choice.keys)
    cursor.execute("DROP TABLE leaving")
    cursor.execute("DROP TABLE left_addresses")
    return int(count)


def _choose(cursor: Any, sql: Callable[[str], str], choice: Choice) -> None:
    """Fills the table `leaving` with the ids of the pages."""
    for some in _chunks(choice.keys):
        marks = ", ".join(["%s"] * len(some))
        cursor.execute(sql(f"SELECT DISTINCT page FROM addresses WHERE address IN ({marks})"), some)
        _leave(cursor, sql, (page for (page,) in cursor.fetchall()))
    for domain in choice.domains:
        # LIKE finds all addresses of the domain and some others; is_on_site decides.
        cursor.execute(
            sql("SELECT address, page FROM addresses WHERE address LIKE %s"), (f"%{domain}%",)
        )
        found = cursor.fetchall()
        _leave(cursor, sql, {page for address, page in found if is_on_site(address, choice)})
    if choice.before is None:
        return
    age = "coalesce(published, first)"
    if choice.keys or choice.domains:
        cursor.execute(
            sql(f"DELETE FROM leaving WHERE id NOT IN (SELECT id FROM pages WHERE {age} < %s)"),
            (choice.before,),
        )
    else:
        cursor.execute(
            sql(f"INSERT INTO leaving SELECT id FROM pages WHERE {age} < %s"), (choice.before,)
        )


def is_on_site(address: str, choice: Choice) -> bool:
    """Returns whether the key of an address, such as "www.example.org/news", is on the choice's
    domains.
    """
    url = f"http://{address}"
    return within(url, choice.domains) and not within(url, choice.foreign)


def _leave(cursor: Any, sql: Callable[[str], str], ids: Iterable[str]) -> None:
    cursor.executemany(
        sql("INSERT INTO leaving (id) VALUES (%s) ON CONFLICT (id) DO NOTHING"),
        [(id,) for id in sorted(ids)],
    )


def _delivered(cursor: Any, sql: Callable[[str], str]) -> Iterator[Forgotten]:
    """Yields the delivered pages, by id, with at most _AT_ONCE in memory."""
    last = ""
    while True:
        cursor.execute(
            sql(
                "SELECT p.id, p.first FROM leaving JOIN pages p ON p.id = leaving.id"
                " WHERE p.reason IS NULL AND leaving.id > %s ORDER BY leaving.id LIMIT %s"
            ),
            (last, _AT_ONCE),
        )
        if not (rows := cursor.fetchall()):
            return
        first, last = rows[0][0], rows[-1][0]
        cursor.execute(
            sql(
                "SELECT page, address FROM left_addresses WHERE page >= %s AND page <= %s ORDER BY page, address"
            ),
            (first, last),
        )
        pairs = groupby(cursor.fetchall(), key=lambda pair: pair[0])
        addresses = {page: tuple(address for _, address in some) for page, some in pairs}
        for id, since in rows:
            yield Forgotten(id, addresses.get(id, ()), float(since))


def _delete(cursor: Any) -> None:
    for table, column in (("addresses", "page"), ("pages", "id")):
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM leaving)")


def _delete_kept(cursor: Any, sql: Callable[[str], str], choice: Choice) -> None:
    """Deletes a publisher's stored values too: copies of feeds, sections and robots.txt, and the
    site's memory.
    """
    if not choice.domains or choice.before is not None:
        return
    cursor.execute("SELECT kind, name FROM kept")
    for kind, name in cursor.fetchall():
        if is_on_site(host(name) or name, choice):
            cursor.execute(sql("DELETE FROM kept WHERE kind = %s AND name = %s"), (kind, name))


def _keep_out(cursor: Any, sql: Callable[[str], str], keys: Iterable[str]) -> None:
    now = time.time()
    cursor.execute("SELECT address FROM left_addresses")
    addresses = sorted({*keys, *(address for (address,) in cursor.fetchall())})
    cursor.executemany(
        sql(
            "INSERT INTO pages (id, reason, first, checked, digests) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (id) DO UPDATE SET reason = excluded.reason"
        ),
        [(address, TAKEN_DOWN, now, now, b"") for address in addresses],
    )
    cursor.executemany(
        sql(
            "INSERT INTO addresses (address, page) VALUES (%s, %s) ON CONFLICT (address) DO UPDATE SET page = excluded.page"
        ),
        [(address, address) for address in addresses],
    )


def _chunks(values: tuple[str, ...]) -> Iterator[list[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield list(values[start : start + _AT_ONCE])

"""Removes pages from the state: of some addresses, of a publisher, or older than a date.

One transaction removes all of them. Each record is reported before the state forgets it. If a
report can't be written, for example into a closed pipe, nothing is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newscrawl.extraction.addresses import host, within

TAKEN_DOWN = "TakenDown"
"""The reason of addresses that no crawl may fetch or deliver again."""
_AT_ONCE = 500
"""Pages that are read at once."""


@dataclass(frozen=True)
class Choice:
    """What to forget: pages under some keys of addresses, or on some domains. Without both, all
    pages.

    `foreign` are subdomains of other publishers: their pages stay. Pages published after `before`
    (seconds since 1970) stay too; if a page has no date of publication, its first fetch counts.
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


def forget(cursor: Any, choice: Choice, tell: Tell, *, keep_out: bool, dry: bool) -> int:
    """Forgets pages. Returns their number, skipped pages included.

    Before a delivered page is forgotten, `tell` is called with it. With `keep_out`, the addresses
    of the pages and the keys of the choice stay in the state as TAKEN_DOWN. With `dry`, nothing
    changes. `cursor` is in a transaction.
    """
    # A rollback also removes the tables, in SQLite and in PostgreSQL.
    cursor.execute("CREATE TEMP TABLE leaving (id TEXT PRIMARY KEY)")
    cursor.execute(
        "CREATE TEMP TABLE left_addresses (page TEXT, address TEXT, PRIMARY KEY (page, address))"
    )
    _choose(cursor, choice)
    cursor.execute(
        "INSERT INTO left_addresses SELECT page, address FROM addresses WHERE page IN (SELECT id FROM leaving)"
    )
    for record in _delivered(cursor):
        tell(record)
    (count,) = cursor.execute("SELECT count(*) FROM leaving").fetchone()
    if not dry:
        for table, column in (("addresses", "page"), ("pages", "id")):
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM leaving)")
        _delete_kept(cursor, choice)
        if keep_out:
            _keep_out(cursor, choice.keys)
    cursor.execute("DROP TABLE leaving")
    cursor.execute("DROP TABLE left_addresses")
    return int(count)


def _choose(cursor: Any, choice: Choice) -> None:
    """Fills the table `leaving` with the ids of the pages."""
    addresses = set(choice.keys)
    for domain in choice.domains:
        # LIKE finds all addresses of the domain and some others; is_on_site decides.
        found = cursor.execute(
            "SELECT address FROM addresses WHERE address LIKE %s", (f"%{domain}%",)
        )
        addresses |= {address for (address,) in found if is_on_site(address, choice)}
    cursor.executemany(
        "INSERT INTO leaving SELECT page FROM addresses WHERE address = %s ON CONFLICT DO NOTHING",
        [(address,) for address in sorted(addresses)],
    )
    if choice.before is None:
        return
    old = "SELECT id FROM pages WHERE coalesce(published, first) < %s"
    if choice.keys or choice.domains:
        cursor.execute(f"DELETE FROM leaving WHERE id NOT IN ({old})", (choice.before,))
    else:
        cursor.execute(f"INSERT INTO leaving {old}", (choice.before,))


def is_on_site(address: str, choice: Choice) -> bool:
    """Returns whether the key of an address, such as "www.example.org/news", is on the choice's
    domains.
    """
    url = f"http://{address}"
    return within(url, choice.domains) and not within(url, choice.foreign)


def _delivered(cursor: Any) -> Iterator[Forgotten]:
    """Yields the delivered pages, by id, with at most _AT_ONCE in memory."""
    pages = (
        "SELECT p.id, p.first FROM leaving JOIN pages p ON p.id = leaving.id"
        " WHERE p.reason IS NULL AND leaving.id > %s ORDER BY leaving.id LIMIT %s"
    )
    addresses = "SELECT address FROM left_addresses WHERE page = %s ORDER BY address"
    last = ""
    while rows := cursor.execute(pages, (last, _AT_ONCE)).fetchall():
        for last, first in rows:
            found = cursor.execute(addresses, (last,)).fetchall()
            yield Forgotten(last, tuple(address for (address,) in found), float(first))


def _delete_kept(cursor: Any, choice: Choice) -> None:
    """Deletes a publisher's stored values too: copies of feeds, sections and robots.txt, and the
    site's memory.
    """
    if not choice.domains or choice.before is not None:
        return
    for kind, name in cursor.execute("SELECT kind, name FROM kept").fetchall():
        if is_on_site(host(name) or name, choice):
            cursor.execute("DELETE FROM kept WHERE kind = %s AND name = %s", (kind, name))


def _keep_out(cursor: Any, keys: Iterable[str]) -> None:
    """Marks the addresses of the forgotten pages, and `keys`, as TAKEN_DOWN."""
    now = time.time()
    left = cursor.execute("SELECT address FROM left_addresses")
    addresses = sorted({*keys, *(address for (address,) in left)})
    cursor.executemany(
        "INSERT INTO pages (id, reason, first, checked, digests) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (id) DO UPDATE SET reason = excluded.reason",
        [(address, TAKEN_DOWN, now, now, b"") for address in addresses],
    )
    cursor.executemany(
        "INSERT INTO addresses (address, page) VALUES (%s, %s)"
        " ON CONFLICT (address) DO UPDATE SET page = excluded.page",
        [(address, address) for address in addresses],
    )

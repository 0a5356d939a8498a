"""Removes pages from the state: of some addresses, of a publisher, or older than a date.

One transaction removes all of them. If a record can't be reported, nothing is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from newscrawl.extraction.addresses import host, within

ADDRESS = "INSERT INTO addresses (address, page) VALUES (%s, %s) ON CONFLICT (address)"
TAKEN_DOWN = "TakenDown"
"""The reason of addresses that no crawl may fetch or deliver again."""


@dataclass(frozen=True)
class Choice:
    """What to forget: pages under some keys of addresses, or on some domains. Without both, all
    pages before a time.

    `foreign` are subdomains of other publishers: their pages stay. Pages published after `before`
    (seconds since 1970) stay too; without a date of publication, the first fetch counts.
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
    cursor.execute("CREATE TEMP TABLE leaving (id TEXT PRIMARY KEY)")  # a rollback removes it too
    _choose(cursor, choice)
    addresses = set(choice.keys)
    pages = cursor.execute(
        "SELECT leaving.id, first, reason, address"
        " FROM leaving LEFT JOIN pages ON pages.id = leaving.id"
        " LEFT JOIN addresses ON page = leaving.id ORDER BY leaving.id, address"
    )
    for (id, first, reason), rows in groupby(pages, key=itemgetter(0, 1, 2)):
        found = tuple(address for *_, address in rows if address)
        addresses.update(found)
        if first is not None and reason is None:
            tell(Forgotten(id, found, first))
    (count,) = cursor.execute("SELECT count(*) FROM leaving").fetchone()
    if not dry:
        for table, column in (("addresses", "page"), ("pages", "id")):
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM leaving)")
        if choice.domains and choice.before is None:
            _delete_kept(cursor, choice)
        if keep_out:
            _keep_out(cursor, addresses)
    cursor.execute("DROP TABLE leaving")
    return int(count)


def _choose(cursor: Any, choice: Choice) -> None:
    """Fills the table `leaving` with the ids of the pages."""
    addresses = set(choice.keys)
    for domain in choice.domains:
        # LIKE finds all addresses of the domain and some others; is_on_site decides.
        like = "SELECT address FROM addresses WHERE address LIKE %s"
        found = cursor.execute(like, (f"%{domain}%",))
        addresses |= {address for (address,) in found if is_on_site(address, choice)}
    insert = (
        "INSERT INTO leaving SELECT page FROM addresses WHERE address = %s ON CONFLICT DO NOTHING"
    )
    cursor.executemany(insert, [(address,) for address in sorted(addresses)])
    if choice.before is None:
        return
    old = "SELECT id FROM pages WHERE coalesce(published, first) < %s"
    if choice.keys or choice.domains:
        cursor.execute(f"DELETE FROM leaving WHERE id NOT IN ({old})", (choice.before,))
    else:
        cursor.execute(f"INSERT INTO leaving {old}", (choice.before,))


def is_on_site(address: str, choice: Choice) -> bool:
    """Returns whether the key of an address, such as "example.org/news", is on the domains."""
    url = f"http://{address}"
    return within(url, choice.domains) and not within(url, choice.foreign)


def _delete_kept(cursor: Any, choice: Choice) -> None:
    """Deletes a site's stored values: copies of feeds, sections and robots.txt, and its memory."""
    for kind, name in cursor.execute("SELECT kind, name FROM kept").fetchall():
        if is_on_site(host(name) or name, choice):
            cursor.execute("DELETE FROM kept WHERE kind = %s AND name = %s", (kind, name))


def _keep_out(cursor: Any, keys: Iterable[str]) -> None:
    now = time.time()
    addresses = sorted(keys)
    pages = (
        "INSERT INTO pages (id, reason, first, checked, digests) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (id) DO UPDATE SET reason = excluded.reason"
    )
    cursor.executemany(pages, [(address, TAKEN_DOWN, now, now, b"") for address in addresses])
    cursor.executemany(f"{ADDRESS} DO UPDATE SET page = excluded.page", [(a, a) for a in addresses])

"""The state, in SQLite and in PostgreSQL: writes are complete or absent, and locks end with their
holder.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from newscrawl.extensions.state import CrawlState
from newscrawl.state import Batch, KnownPage, Mark, Output, StateError
from newscrawl.state.opening import open_store
from newscrawl.state.runs import OTHERS_KEPT, Run
from newscrawl.state.sql import VERSION, Store

NOW = 1_780_000_000.0


def page(name: str = "a", **values: Any) -> KnownPage:
    return KnownPage(
        **{
            "id": name,
            "reason": None,
            "first": NOW,
            "checked": NOW,
            "digests": b"\0\xff" * 4,
            **values,
        }
    )


def mark(name: str, *keys: str, **values: Any) -> Mark:
    return Mark(page(name, **values), keys or (f"site.example/{name}",))


def skip(key: str, reason: str = "not_article", checked: float = NOW) -> Mark:
    return Mark(KnownPage(key, reason, checked, checked), (key,))


def write(store: Store, *marks: Mark, **values: Any) -> None:
    store.commit(Batch(marks=list(marks), **values), "site.example")


def wait_for_lock(store: Store) -> None:
    """Waits until the lock is ours: the server has to notice that its client is gone."""
    until = time.monotonic() + 20
    while not store.lock("site.example"):
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "folder" / "state.sqlite")
    return str(request.getfixturevalue("database"))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    opened = open_store(where, 10)
    yield opened
    opened.close()


def test_a_page_is_known_by_all_its_addresses(store: Store) -> None:
    known = page(published=NOW - 60, extractor="newscrawl/1")
    write(store, Mark(known, ("site.example/a", "amp.site.example/a")))
    assert store.known(["site.example/a", "amp.site.example/a", "site.example/b"]) == {
        "site.example/a": known,
        "amp.site.example/a": known,
    }
    assert store.known([]) == {}


def test_more_addresses_than_one_query_takes(store: Store) -> None:
    write(store, *(mark(f"{number}") for number in range(1_201)))
    assert len(store.known(f"site.example/{number}" for number in range(2_000))) == 1_201


def test_a_later_delivery_keeps_when_the_page_was_first_seen(store: Store) -> None:
    write(store, mark("a", published=NOW))
    write(store, mark("a", first=NOW + 9, checked=NOW + 9, published=None, digests=b"new"))
    found = store.known(["site.example/a"])["site.example/a"]
    assert (found.first, found.checked, found.published, found.digests) == (
        NOW,
        NOW + 9,
        NOW,
        b"new",
    )


def test_a_second_commit_of_a_batch_changes_nothing(store: Store) -> None:
    batch = Batch(
        [Mark(page(), ("site.example/a",), (1, -2), b"sketch")],
        [Output("/f", 7)],
        {("k", "n"): b"v"},
    )
    for _ in range(2):
        store.commit(batch, "site.example")
    assert store.known(["site.example/a"]) == {"site.example/a": page()}
    assert store.similar([1, -2]) == [("a", b"sketch")]
    assert store.outputs("site.example") == [Output("/f", 7)]


def test_a_skipped_page_keeps_its_reason_until_it_is_an_article(store: Store) -> None:
    write(store, skip("site.example/live"))
    assert store.known(["site.example/live"])["site.example/live"].reason == "not_article"
    write(store, mark("id", "site.example/live"))
    assert store.known(["site.example/live"])["site.example/live"].reason is None


def test_a_lost_record_is_no_longer_known(store: Store) -> None:
    write(store, Mark(page("a"), ("site.example/a",), (1,), b"sketch"), mark("b"))
    write(store, lost=["a", "never"])
    assert list(store.known(["site.example/a", "site.example/b"])) == ["site.example/b"]
    assert store.similar([1]) == []
    write(store, mark("a"))
    assert len(store.known(["site.example/a"])) == 1


def test_a_first_look_of_a_wrong_clock_is_mended(store: Store) -> None:
    for first in (0.0, NOW + 9e9):
        write(store, mark("a", first=first, checked=first))
        write(store, mark("a", first=1_790_000_000.0, checked=1_790_000_000.0))
        assert store.known(["site.example/a"])["site.example/a"].first == 1_790_000_000.0


def test_an_article_that_is_gone_stays_known(store: Store) -> None:
    write(store, mark("id", "site.example/a"))
    write(store, skip("site.example/a", "http_404", NOW + 60))
    found = store.known(["site.example/a"])["site.example/a"]
    assert (found.id, found.reason, found.checked) == ("id", None, NOW + 60)


def test_values_are_kept_by_kind_and_name(store: Store) -> None:
    write(store, kept={("robots", "a"): b"1", ("source", "a"): b"2"})
    write(store, kept={("robots", "a"): b"\0"})
    assert (
        store.recall("robots", "a"),
        store.recall("source", "a"),
        store.recall("source", "b"),
    ) == (
        b"\0",
        b"2",
        None,
    )


def test_similar_texts_by_the_first_that_has_a_band(store: Store) -> None:
    write(store, Mark(page("late", checked=NOW + 1), ("l",), (7, 8), b"late"))
    write(store, Mark(page("early"), ("e",), (7, 2**32 - 1), b"early"), mark("none"))
    assert store.similar([7, 5]) == [("late", b"late")]
    assert store.similar([2**32 - 1, 8]) == [("early", b"early"), ("late", b"late")]
    assert store.similar([]) == []
    write(store, Mark(page("early"), ("e",), (9,), b"edited"))
    assert store.similar([9]) == [("early", b"edited")]


def test_texts_are_compared_with_those_of_a_month(store: Store) -> None:
    day = 24 * 3600
    write(
        store,
        Mark(page("new", checked=time.time() - 29 * day), ("n",), (1,), b"new"),
        Mark(page("old", checked=time.time() - 31 * day), ("o",), (2,), b"old"),
    )
    store.finish("site.example")
    assert store.similar([1, 2]) == [("new", b"new")]


def test_only_the_first_crawl_needs_the_right_to_create_tables(database: str) -> None:
    import psycopg

    open_store(database, 0).close()
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader_and_writer LOGIN")
        connection.execute("REVOKE CREATE ON SCHEMA public FROM public")
        for things in ("TABLES", "SEQUENCES"):
            connection.execute(f"GRANT ALL ON ALL {things} IN SCHEMA public TO reader_and_writer")
    store = open_store(database.replace("postgres:", "reader_and_writer:"), 0)
    write(store, mark("a"))
    assert list(store.known(["site.example/a"])) == ["site.example/a"]
    store.close()
    with psycopg.connect(database, autocommit=True) as connection:  # roles are the server's
        connection.execute("DROP OWNED BY reader_and_writer")
        connection.execute("DROP ROLE reader_and_writer")


def test_sketches_of_the_former_tables_are_dropped(tmp_path: Path) -> None:
    path = str(tmp_path / "state.sqlite")
    store = open_store(path, 0)
    write(store, mark("a"), kept={("schema", "version"): b"1"})
    store.close()
    with sqlite3.connect(path) as connection:
        for table in ("texts", "text_bands"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("CREATE TABLE sketches (page TEXT PRIMARY KEY, sketch BLOB, at REAL)")
        connection.execute("CREATE TABLE bands (band INTEGER PRIMARY KEY, page TEXT NOT NULL)")
    connection.close()
    store = open_store(path, 0)
    write(store, Mark(page("b"), ("site.example/b",), (1,), b"sketch"))
    assert list(store.known(["site.example/a", "site.example/b"])) == [
        "site.example/a",
        "site.example/b",
    ]
    assert store.similar([1]) == [("b", b"sketch")]
    store.close()
    with sqlite3.connect(path) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "texts" in tables
    assert not tables & {"sketches", "bands"}


def test_outputs_until_they_are_closed(store: Store) -> None:
    write(store, outputs=[Output("/f", 0)])
    write(store, outputs=[Output("/f", 2**40), Output("/g", 1)])
    store.commit(Batch(outputs=[Output("/h", 1)]), "other.example")
    assert store.outputs("site.example") == [Output("/f", 2**40), Output("/g", 1)]
    store.finish("site.example")
    assert store.outputs("site.example") == []
    assert store.outputs("other.example") == [Output("/h", 1)]


def test_a_batch_is_written_whole_or_not_at_all(store: Store) -> None:
    broken = KnownPage("b", None, None, NOW)  # type: ignore[arg-type]
    with pytest.raises(StateError):
        write(store, mark("a"), Mark(broken, ("site.example/b",)))
    assert store.known(["site.example/a"]) == {}
    write(store, mark("a"))
    assert len(store.known(["site.example/a"])) == 1


def test_a_mark_is_there_when_the_state_is_opened_again(where: str) -> None:
    first = open_store(where, 10)
    write(first, mark("a"))
    first.close()
    again = open_store(where, 10)
    assert len(again.known(["site.example/a"])) == 1
    again.close()


def test_the_state_of_a_newer_newscrawl_is_refused(where: str, store: Store) -> None:
    write(store, kept={("schema", "version"): str(VERSION + 1).encode()})
    with pytest.raises(StateError, match="newer newscrawl"):
        open_store(where, 10)


def test_a_lock_is_held_by_one(where: str, store: Store) -> None:
    other = open_store(where, 10)
    assert store.lock("site.example")
    assert store.lock("site.example")  # it is ours
    assert not other.lock("site.example")
    assert other.held("site.example")
    assert not other.held("other.example")
    assert other.lock("other.example")
    store.close()
    wait_for_lock(other)
    other.close()


def test_to_ask_for_a_lock_takes_none_and_gives_none_away(where: str, store: Store) -> None:
    other = open_store(where, 10)
    assert store.lock("site.example")
    assert not store.held("site.example")  # another process holds it
    assert other.held("site.example")
    assert not other.held("free.example")
    assert store.lock("free.example")
    other.close()


def test_names_of_locks_never_meet_and_stay_in_their_folder(store: Store, where: str) -> None:
    other = open_store(where, 10)
    assert store.lock("../a")
    assert other.lock("../b") and other.lock(".._a")
    other.close()


_HOLD = """
import sys, time
from newscrawl.state.opening import open_store
store = open_store(sys.argv[1], 10)
print(store.lock("site.example"), flush=True)
time.sleep(600)
"""


def test_a_killed_process_holds_no_lock(where: str, store: Store) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _HOLD, where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not store.lock("site.example")
        holder.send_signal(signal.SIGKILL)
    wait_for_lock(store)


def test_many_at_once(where: str) -> None:
    """Jobs that start together make the tables once, and none loses what it writes."""
    failed = []

    def job(name: int) -> None:
        try:
            mine = open_store(where, 10)
            for number in range(20):
                write(mine, mark(f"{name}-{number}"))
            mine.close()
        except StateError as error:
            failed.append(error)

    threads = [Thread(target=job, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    last = open_store(where, 10)
    assert len(last.known(f"site.example/{a}-{b}" for a in range(6) for b in range(20))) == 120
    last.close()


def test_a_path_that_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="NEWSCRAWL_STATE"):
        open_store(str(tmp_path / "file" / "state.sqlite"), 10)
    (tmp_path / "text.sqlite").write_text("this is no database at all, " * 99)
    with pytest.raises(StateError, match="can't be used: file is not a database"):
        open_store(str(tmp_path / "text.sqlite"), 10)


def test_a_server_that_is_not_there_is_told_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(StateError) as told:
        open_store("postgresql://me:secret@127.0.0.1:1/news", 60)
    assert time.monotonic() - started < 20
    assert "postgresql://127.0.0.1/news can't be used" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_database_that_goes_away_and_comes_back(database: str) -> None:
    import psycopg

    store = open_store(database, 30)
    assert store.lock("site.example")
    with psycopg.connect(database, autocommit=True) as other:
        ended = other.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
        ).fetchone()
        assert ended == (1,)
    write(store, mark("a"))
    assert len(store.known(["site.example/a"])) == 1
    second = open_store(database, 1)
    assert second.held("site.example")  # the new connection has the lock again
    store.close()
    second.close()


@pytest.fixture
def away(database: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], Store]:
    """Returns a function that gives a store, with this patience, whose database is down."""

    def store_of(patience: float) -> Store:
        store = open_store(database, patience)
        gone = store._driver.OperationalError("gone")  # type: ignore[attr-defined]
        monkeypatch.setattr(store, "_connect", lambda: (_ for _ in ()).throw(gone))
        store.close()
        return store

    return store_of


def test_patience_has_an_end(away: Callable[[float], Store]) -> None:
    store = away(0.3)
    with pytest.raises(StateError, match="gone"):
        store.known(["a"])


def test_a_process_that_ends_waits_for_no_database(away: Callable[[float], Store]) -> None:
    store = away(300)
    told = []

    def ask() -> None:
        try:
            store.known(["a"])
        except StateError as error:
            told.append(str(error))

    waiting = Thread(target=ask)
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive()
    store.give_up()
    waiting.join(10)
    assert "gone" in told[0]


def test_a_crawl_does_not_wait_for_data_that_it_can_do_without(
    away: Callable[[float], Store],
) -> None:
    state = CrawlState(away(300), "site.example")
    assert state.held(
        "other.example"
    )  # unknown counts as held, because two jobs on one site would double the pace
    assert state.recall("source", "a") is None


def test_runs_come_back_the_newest_first(store: Store) -> None:
    one, two = (
        Run("harrow", NOW, "finished", 0, found=3),
        Run("harrow", NOW + 9, "finished", 3, good=True, words=2.5),
    )
    other = Run("isles", NOW + 5, "shutdown", 0, "only=world")
    for run in (one, two, other):
        store.add_run(run)
    assert store.runs("harrow") == [two, one]
    assert store.runs() == [two, other, one]
    assert store.runs("nobody") == []
    store.add_run(replace(one, good=True))
    assert store.runs("harrow") == [two, replace(one, good=True)]
    store.drop_runs("harrow", two.at)
    assert store.runs() == [two, other]


def test_good_runs_outlive_many_others(store: Store) -> None:
    store.add_run(good := Run("harrow", NOW, "finished", 0, good=True))
    for number in range(OTHERS_KEPT + 5):
        store.add_run(Run("harrow", NOW + 1 + number, "no_source", 2))
    runs = store.runs("harrow")
    assert len(runs) == OTHERS_KEPT + 1
    assert runs[-1] == good
    assert runs[0].at == NOW + OTHERS_KEPT + 5


def test_a_state_that_is_there_waits_for_no_commit(database: str) -> None:
    """A starting crawl takes no lock on a table, because this led to deadlocks with crawls that
    committed.
    """
    import psycopg

    open_store(database, patience=0).close()
    with psycopg.connect(database) as committing:
        committing.execute("LOCK TABLE pages, texts, text_bands, runs IN ROW EXCLUSIVE MODE")
        open_store(f"{database}&options=-c%20lock_timeout%3D1000", patience=0).close()


def test_a_look_up_does_not_wait_for_a_commit_of_another_thread(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "state.sqlite"), 10)
    writing, looked_up = Event(), Event()

    def slow(cursor: Any) -> bool:
        writing.set()
        return looked_up.wait(30)

    with ThreadPoolExecutor() as threads:
        commit = threads.submit(store._run, slow, write=True)
        assert writing.wait(30)
        assert store.known(["paper.example/a"]) == {}
        looked_up.set()
        assert commit.result()
    store.close()

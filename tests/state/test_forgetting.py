"""Forgetting: pages by address, by site and by age, in SQLite and in PostgreSQL, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.state import Batch, KnownPage, Mark, StateError
from newscrawl.state.forgetting import TAKEN_DOWN, Choice, Forgotten
from newscrawl.state.opening import open_store
from newscrawl.state.runs import Run
from newscrawl.state.sql import Store

NOW = 1_780_000_000.0
DAY = 86_400.0


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    sqlite = request.param == "sqlite"
    opened = open_store(
        str(tmp_path / "state.sqlite" if sqlite else request.getfixturevalue("database")), 10
    )
    marks = [
        article("bridge", "harrow.example/bridge", "harrow.example/amp/bridge", band=1),
        article("mayor", "news.harrow.example/mayor", published=NOW - 400 * DAY),
        article("isles", "isles.harrow.example/a"),
        article("storm", "elsewhere.example/www.harrow.example/storm", first=NOW - 500 * DAY),
        Mark(KnownPage("harrow.example/form", "not_article", NOW, NOW), ("harrow.example/form",)),
    ]
    kept = {
        ("source", "http://harrow.example/world"): b"1",
        ("site_memory", "harrow.example"): b"2",
        ("site_memory", "elsewhere.example"): b"3",
    }
    opened.commit(Batch(marks=marks, kept=kept), "harrow.example")
    opened.add_run(Run("harrow", NOW, "finished", 0))
    yield opened
    opened.close()


def article(
    id: str, *keys: str, first: float = NOW, published: float | None = None, band: int = 0
) -> Mark:
    bands = ((band,), b"sketch") if band else ((), b"")
    return Mark(KnownPage(id, None, first, first, published, "x", b"y"), keys, *bands)


def forget(
    store: Store, choice: Choice, keep_out: bool = False, dry: bool = False
) -> tuple[list[str], int]:
    told: list[Forgotten] = []
    count = store.forget(choice, told.append, keep_out=keep_out, dry=dry)
    return [record.id for record in told], count


def known(store: Store) -> set[str]:
    keys = ("harrow.example/bridge", "harrow.example/amp/bridge", "news.harrow.example/mayor", "isles.harrow.example/a",
            "elsewhere.example/www.harrow.example/storm", "harrow.example/form")  # fmt: skip
    return {page.id for page in store.known(keys).values()}


ALL = {"bridge", "mayor", "isles", "storm", "harrow.example/form"}


def test_an_address(store: Store) -> None:
    told: list[Forgotten] = []
    choice = Choice(keys=("harrow.example/amp/bridge", "harrow.example/never"))
    assert store.forget(choice, told.append, keep_out=False, dry=False) == 1
    assert told == [
        Forgotten("bridge", ("harrow.example/amp/bridge", "harrow.example/bridge"), NOW)
    ]
    assert known(store) == ALL - {"bridge"}
    assert store.similar([1]) == []


def test_a_site(store: Store) -> None:
    choice = Choice(domains=("harrow.example",), foreign=("isles.harrow.example",))
    assert forget(store, choice) == (["bridge", "mayor"], 3)
    assert known(store) == {"isles", "storm"}
    assert store.recall("source", "http://harrow.example/world") is None
    assert store.recall("site_memory", "harrow.example") is None
    assert store.recall("site_memory", "elsewhere.example") == b"3"
    assert store.recall("schema", "version") is not None


def test_old_articles_are_forgotten(store: Store) -> None:
    assert forget(store, Choice(before=NOW - 450 * DAY)) == (["storm"], 1)
    assert forget(store, Choice(before=NOW - DAY)) == (["mayor"], 1)
    assert known(store) == ALL - {"storm", "mayor"}
    assert store.recall("site_memory", "harrow.example") == b"2"


def test_old_articles_of_a_site_are_forgotten(store: Store) -> None:
    assert forget(store, Choice(domains=("harrow.example",), before=NOW - DAY)) == (["mayor"], 1)
    assert known(store) == ALL - {"mayor"}
    assert store.recall("site_memory", "harrow.example") == b"2"


def test_a_dry_run_changes_nothing(store: Store) -> None:
    choice = Choice(domains=("harrow.example",))
    assert forget(store, choice, dry=True) == (["bridge", "isles", "mayor"], 4)
    assert known(store) == ALL
    assert forget(store, choice) == (["bridge", "isles", "mayor"], 4)


def test_articles_whose_lines_could_not_be_written_are_not_forgotten(store: Store) -> None:
    def broken(record: Forgotten) -> None:
        raise StateError("nobody reads")

    with pytest.raises(StateError, match="nobody reads"):
        store.forget(Choice(domains=("harrow.example",)), broken, keep_out=False, dry=False)
    assert known(store) == ALL
    assert forget(store, Choice(keys=("harrow.example/bridge",))) == (["bridge"], 1)


def test_kept_out_addresses_stay_known(store: Store) -> None:
    keys = ("harrow.example/bridge", "harrow.example/never")
    assert forget(store, Choice(keys=keys), keep_out=True) == (["bridge"], 1)
    found = store.known([*keys, "harrow.example/amp/bridge"])
    assert [page.reason for page in found.values()] == [TAKEN_DOWN] * 3
    assert forget(store, Choice(keys=keys)) == ([], 2)
    assert list(store.known([*keys, "harrow.example/amp/bridge"])) == ["harrow.example/amp/bridge"]


def test_the_addresses_of_a_lost_record_are_kept_out_too(store: Store) -> None:
    store.commit(Batch(lost=["bridge"]), "harrow.example")
    assert forget(store, Choice(domains=("harrow.example",)), keep_out=True)[0] == [
        "isles",
        "mayor",
    ]
    (page,) = store.known(["harrow.example/amp/bridge"]).values()
    assert page.reason == TAKEN_DOWN


def test_more_than_is_read_at_once(store: Store) -> None:
    store.commit(
        Batch(marks=[article(f"{n:04}", f"many.example/{n}") for n in range(1_201)]), "many.example"
    )
    told, count = forget(store, Choice(domains=("many.example",)))
    assert (len(told), count) == (1_201, 1_201)
    keys = tuple(f"many.example/{n}" for n in range(1_201))
    assert store.known(keys) == {}

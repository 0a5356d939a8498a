"""`scrapy doctor`: a crawl of the demo after a redesign of its pages is found, by real crawls and
the real command.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import forks
import pytest
from newspaper import Crawl, crawl, remembering

from newscrawl.state.opening import open_store
from newscrawl.state.runs import Run

DAILY = {
    "name": "demo",
    "publisher_name": "The Daily Example",
    "domain": "daily.example",
    "home": "http://daily.example/",
    "timezone": "Europe/London",
    "sections": {"world": "/world", "business": "/business"},
    "section_pages": 9,
}


def doctor(folder: Path, *options: str, **environment: str) -> tuple[int, str, str]:
    state = environment.pop("state", str(folder / "state.sqlite"))
    command = ("-m", "scrapy", "doctor", *options)
    done = forks.run(*command, folder=folder, NEWSCRAWL_STATE=state, **environment)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Crawl]:
    """Returns a function that crawls two sections of the demo's newspaper, with a state."""

    def crawled(handler: str = "newscrawl.demo.handler.DemoDownloadHandler") -> Crawl:
        settings: dict[str, Any] = {
            **remembering(tmp_path),
            "CONCURRENT_REQUESTS": 4,
            "DOWNLOAD_HANDLERS": {"http": handler},
        }
        return crawl(DAILY, {"again": "1"}, settings)

    return crawled


def test_a_redesign_is_found(run: Callable[..., Crawl], tmp_path: Path) -> None:
    first = run()
    assert len(first.items) > 15
    status, out, _ = doctor(tmp_path)
    assert (status, out.split()[:2]) == (0, ["demo", "new"])
    again = run()
    assert "is not as usual" not in again.log
    status, out, _ = doctor(tmp_path, "demo")
    assert (status, out.split()[:2]) == (0, ["demo", "ok"])
    assert f"{len(first.items)} records" in out

    dateless = run("redesigns.WithoutDates")
    assert "WARNING: demo is not as usual: " in dateless.log
    status, out, _ = doctor(tmp_path)
    assert status == 2
    assert re.fullmatch(
        r"demo  ill   .*0 of \d+ records have a time of publication, usually \d+%\n", out
    )

    run("redesigns.ByScript")
    status, out, _ = doctor(tmp_path, "--json")
    assert status == 2
    (demo,) = json.loads(out)
    assert (demo["publisher"], demo["state"], demo["good"]) == ("demo", "ill", 2)
    assert "words" in {finding["measure"] for finding in demo["findings"]}
    assert demo["last"]["records"] > 10

    status, out, _ = doctor(tmp_path, "--accept", "demo")
    assert status == 0
    assert re.fullmatch(
        r"demo: later runs are compared with the one of 20[\d-]{8}T[\d:]{8}Z\n", out
    )
    run("redesigns.ByScript")
    status, out, _ = doctor(tmp_path)
    assert (status, out.split()[:2]) == (0, ["demo", "ok"])


def test_the_ill_come_first(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "state.sqlite"), 1)
    store.add_run(Run("aa", 1.0, "finished", 0, found=9, good=True))
    store.add_run(Run("mm", 1.0, "no_source", 2))
    store.close()
    status, out, _ = doctor(tmp_path)
    assert status == 2
    assert out == (
        "mm  ill   the last run failed: no_source, exit status 2\n"
        "aa  new   9 articles found, 0 records; no good run to compare with\n"
    )
    assert doctor(tmp_path, "aa")[:1] == (0,)
    assert doctor(tmp_path, "thenational")[:2] == (0, "thenational  new   no run yet\n")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("mm", "mm failed in its last run (no_source)"),
        ("ee", "ee found no articles in its last run (finished)"),
        ("thenational", "thenational has no run yet"),
    ],
)
def test_a_run_with_nothing_to_compare_is_not_accepted(tmp_path: Path, name: str, why: str) -> None:
    store = open_store(str(tmp_path / "state.sqlite"), 1)
    store.add_run(Run("aa", 1.0, "finished", 0, found=9))
    store.add_run(Run("mm", 1.0, "finished", 0, found=9, good=True))
    store.add_run(Run("mm", 2.0, "no_source", 2))
    store.add_run(Run("ee", 2.0, "finished", 3))
    status, _, error = doctor(tmp_path, "--accept", "aa", name)
    assert (status, error) == (1, f"scrapy doctor: {why}, so there is nothing to compare with\n")
    assert [run.good for run in store.runs() if run.publisher in ("aa", "mm")].count(True) == 1
    store.close()


def test_nothing_remembered_yet(tmp_path: Path) -> None:
    open_store(str(tmp_path / "state.sqlite"), 1).close()
    assert doctor(tmp_path)[:2] == (0, "No crawl has been remembered yet.\n")


def test_calls_that_are_refused(tmp_path: Path) -> None:
    status, _, error = doctor(tmp_path, state="")
    assert (status, error) == (
        1,
        "scrapy doctor: NEWSCRAWL_STATE is empty: crawls remember nothing\n",
    )
    status, _, error = doctor(tmp_path)
    assert status == 1
    assert error.startswith(f"scrapy doctor: there is no state at {tmp_path}")
    assert not (tmp_path / "state.sqlite").exists()
    open_store(str(tmp_path / "state.sqlite"), 1).close()
    status, _, error = doctor(tmp_path, "thenationl")
    assert status == 1
    assert "no publisher is called thenationl. Did you mean thenational" in error
    status, _, error = doctor(tmp_path, "--accept")
    assert (status, error) == (1, "scrapy doctor: --accept needs the names of publishers\n")
    (tmp_path / "state.sqlite").write_bytes(b"no database " * 999)
    status, _, error = doctor(tmp_path)
    assert status == 1
    assert "can't be used" in error

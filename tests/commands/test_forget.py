"""`scrapy forget`: what its words mean, what it lists, and whether crawls deliver forgotten
articles again.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import forks
import pytest
from newspaper import (
    Crawl,
    Site,
    crawl,
    harrow,
    listing,
    remembering,
    serve,
    stories,
    story,
    story_page,
)

from newscrawl.commands.forget import choose, seconds
from newscrawl.extraction.profile import Profile
from newscrawl.state.forgetting import Choice
from newscrawl.state.opening import open_store

HARROW = Profile("harrow", "The Harrow", "harrow.example", ("old.example",))
KNOWN = {
    "harrow.example": HARROW,
    "old.example": HARROW,
    "isles.harrow.example": Profile("isles", "", "isles.harrow.example"),
}


def forget(folder: Path, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    state = str(folder / "state.sqlite")
    done = forks.run("-m", "scrapy", "forget", *options, folder=folder, NEWSCRAWL_STATE=state)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def run(folder: Path, site: Site, **arguments: str) -> Crawl:
    return crawl(harrow(site.url), arguments, remembering(folder))


def records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]


def test_forgotten_articles_are_delivered_again(tmp_path: Path) -> None:
    pages = {
        "/world": listing(["bridge", "mayor"]),
        **stories("bridge", "mayor"),
    }
    with serve(pages) as site:
        run(tmp_path, site)
        address = f"{site.url}{story('bridge')}"
        dry = forget(tmp_path, address, "--dry-run")
        assert run(tmp_path, site).slugs == []
        status, told, error = forget(tmp_path, address)
        assert (status, error) == (0, "Forgot 1 records and 0 pages without a record.\n")
        assert dry == (0, told, "Would forget 1 records and 0 pages without a record.\n")
        (bridge,) = (record for record in records(tmp_path) if "bridge" in record["url"])
        assert told[0]["id"] == bridge["id"]
        assert told[0]["addresses"] == [address.removeprefix("http://")]
        assert told[0]["delivered_at"] >= bridge["fetched_at"][:10]
        assert run(tmp_path, site).slugs == ["bridge"]


def test_kept_out_articles_are_never_delivered_again(tmp_path: Path) -> None:
    pages: dict[str, Any] = stories("bridge", "mayor", "storm")
    pages["/world"] = listing(["bridge", "mayor", "moved"])
    pages[story("moved")] = ("location", f"SITE{story('storm')}")
    with serve(pages) as site:
        run(tmp_path, site, only="world")
        kept_out = [f"{site.url}{story(slug)}" for slug in ("bridge", "storm")]
        status, told, _ = forget(tmp_path, "--keep-out", *kept_out)
        assert (status, len(told)) == (0, 2)
        asked = len(site.asked)
        again = run(tmp_path, site, again="1")
        assert again.slugs == ["mayor"]
        assert again.stats["newscrawl/seen/skipped/TakenDown"] == 2
        assert not {story("bridge"), story("storm")} & set(site.asked[asked:])
        pages["/world"] = listing(["other"])
        pages[story("other")] = ("location", f"SITE{story('storm')}")
        other = run(tmp_path, site)
        assert other.slugs == []
        assert other.stats["item_dropped_reasons_count/TakenDown"] == 1


def test_a_publisher_is_forgotten_with_its_runs(tmp_path: Path) -> None:
    with serve({"/world": listing(["bridge"]), story("bridge"): story_page("bridge")}) as site:
        run(tmp_path, site)
        status, told, _ = forget(tmp_path, "127.0.0.1")
        assert (status, len(told)) == (0, 1)
        assert forget(tmp_path, "127.0.0.1") == (
            3,
            [],
            "Forgot 0 records and 0 pages without a record.\n",
        )
        store = open_store(str(tmp_path / "state.sqlite"), 1)
        assert store.recall("source", f"{site.url}/world") is None
        store.close()
        assert run(tmp_path, site).slugs == ["bridge"]


def test_a_site_that_is_being_crawled_is_refused(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "state.sqlite"), 1)
    assert store.lock("harrow.example")
    status, told, error = forget(tmp_path, "https://www.harrow.example/bridge")
    assert (status, told) == (1, [])
    assert (
        error == "scrapy forget: harrow.example is being crawled: wait for the end of that crawl\n"
    )
    store.close()
    assert forget(tmp_path, "https://www.harrow.example/bridge")[0] == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has it")
def test_records_that_nobody_reads_are_not_forgotten(tmp_path: Path) -> None:
    with serve({"/world": listing(["bridge"]), story("bridge"): story_page("bridge")}) as site:
        run(tmp_path, site)
        environment = forks.environment(NEWSCRAWL_STATE=str(tmp_path / "state.sqlite"))
        command = [sys.executable, "-m", "scrapy", "forget", "127.0.0.1"]
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command,
                cwd=tmp_path,
                env=environment,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert "the records could not be listed, so nothing is forgotten: " in done.stderr
        assert run(tmp_path, site).slugs == []


@pytest.mark.parametrize(
    ("what", "choice", "names"),
    [
        (["https://www.harrow.example/a/?utm_source=x"], Choice(keys=("harrow.example/a",)), []),
        (["old.example/a"], Choice(keys=("harrow.example/a",)), []),
        (["http://other.example/b"], Choice(keys=("other.example/b",)), []),
        (
            ["harrow"],
            Choice(domains=("harrow.example", "old.example"), foreign=("isles.harrow.example",)),
            ["harrow"],
        ),
        (["Other.example"], Choice(domains=("other.example",)), ["other.example"]),
    ],
)
def test_words_of_the_command_choose_articles(
    what: list[str], choice: Choice, names: list[str]
) -> None:
    assert choose(what, None, KNOWN) == (choice, names)


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ([], "name addresses, publishers or domains, or give --before DATE"),
        (
            ["nobody"],
            "nobody is not the name, domain or address of a publisher; `scrapy publishers` lists the names",
        ),
        (["https:///a"], "https:///a is not an address"),
    ],
)
def test_calls_that_are_refused(what: list[str], message: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(message)):
        choose(what, None, KNOWN)


def test_a_day_is_meant_in_utc() -> None:
    assert seconds("2026-11-20") == datetime(2026, 11, 20, tzinfo=UTC).timestamp()
    assert seconds("2026-11-20T04:00+04:00") == seconds("2026-11-20")
    with pytest.raises(ValueError, match=r"^--before soon: takes a date such as"):
        seconds("soon")


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    status, _, error = forget(tmp_path, "--before", "2026-01-01")
    assert status == 1
    assert error.startswith("scrapy forget: there is no state at ")
    assert forget(tmp_path, "--before", "soon")[0] == 1

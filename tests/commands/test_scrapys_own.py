"""Scrapy's own commands work in the project, write no output and remember nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import forks
import pytest
from newspaper import listing, serve, story, story_page
from scrapy.utils.project import get_project_settings

from newscrawl.commands import bench

CONTACT = ("-s", "NEWSCRAWL_CONTACT=ann@example.org", "-s", "NEWSCRAWL_PRIVATE_ADDRESSES=1")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    pages = {"/": listing(["bridge"]), story("bridge"): story_page("bridge")}
    with serve({**pages, "/world/eel": story_page("eel")}) as running:
        yield running.url


def scrapy(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Returns exit status, output and errors of a command, and checks that it leaves its folder
    empty.
    """
    done = forks.run("-m", "scrapy", *arguments, folder=folder, NEWSCRAWL_CONTACT="")
    assert list(folder.iterdir()) == []
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("path", "title"), [(story("bridge"), "The bridge"), ("/world/eel", "The eel")]
)
def test_parse_an_article(site: str, tmp_path: Path, path: str, title: str) -> None:
    status, out, _ = scrapy(tmp_path, "parse", "--nocolour", site + path, *CONTACT)
    assert status == 0
    assert f"'title': '{title}'" in out


def test_parse_a_list(site: str, tmp_path: Path) -> None:
    status, out, _ = scrapy(tmp_path, "parse", "--nocolour", "--spider=site", site, *CONTACT)
    assert status == 0
    assert f"[<GET {site}{story('bridge')}>]" in out


def test_parse_says_who_must_be_named(site: str, tmp_path: Path) -> None:
    status, _, errors = scrapy(tmp_path, "parse", site)
    assert status == 1
    assert "scrapy parse: site crawls a real site" in errors
    assert "Traceback" not in errors


def test_shell_and_fetch(site: str, tmp_path: Path) -> None:
    assert scrapy(tmp_path, "shell", site, "-c", "response.status", *CONTACT)[1] == "200\n"
    assert "The bridge" in scrapy(tmp_path, "fetch", site + story("bridge"), *CONTACT)[1]


def test_a_setting_that_does_not_exist_ends_the_command(tmp_path: Path) -> None:
    status, _, errors = scrapy(
        tmp_path, "fetch", "http://127.0.0.1:9/", "-s", "NEWSCRAWL_CONTACTS=ann@example.org"
    )
    assert status == 1
    assert "there is no setting NEWSCRAWL_CONTACTS. Did you mean NEWSCRAWL_CONTACT" in errors
    assert "Traceback" not in errors


def test_check(tmp_path: Path) -> None:
    status, _, errors = scrapy(tmp_path, "check", "site")
    assert status == 0
    assert "OK" in errors


def test_bench_asks_the_server_on_this_machine() -> None:
    """Not run: Scrapy's server for it has a fixed port."""
    command = bench.Command()
    command.settings = get_project_settings()
    options = Namespace(
        set=["DOWNLOAD_DELAY=3"], logfile=None, loglevel=None, nolog=False, pidfile=None, pdb=False
    )
    command.process_options([], options)
    assert command.settings.getbool("NEWSCRAWL_PRIVATE_ADDRESSES")
    assert not command.settings.getbool("ROBOTSTXT_OBEY")
    assert command.settings.getfloat("DOWNLOAD_DELAY") == 3
    assert command.settings.getdict("FEEDS") == {}

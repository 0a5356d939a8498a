"""newscrawl on a real Scrapyd, deployed as docs/operations.md says; and what an egg and a wheel
carry.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
from newspaper import Site, listing, serve, story, story_page
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newscrawl import settings
from newscrawl.fleet.node import Node
from newscrawl.fleet.outcomes import CrawlAgainError
from newscrawl.fleet.queue import Fleet
from newscrawl.state.opening import open_store

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # seconds until a test gives up waiting

HTML = """<!doctype html>
<html lang="en"><head><title>Harbour bridge opens a month early</title></head><body><article>
<h1>Harbour bridge opens a month early</h1>
<p>The new bridge over the harbour opened to walkers on Monday, a month before the day that the town had named.</p>
<p>Engineers said that mild weather had let them pour the last of the deck in one week rather than in four.</p>
<p>Cars will have to wait until spring, when the approach roads on both banks are due to be finished.</p>
</article></body></html>
"""
TEXT = """Ferry crossings end after ninety years

The last ferry crossed the harbour on Sunday evening with four hundred people on board.

Its captain, who had steered it for half of his life, said that he would walk over the bridge like everyone else.
"""


SPIDER = """from newscrawl.crawl.publisher import PublisherSpider


class Harrow(PublisherSpider):
    name, publisher_name, domain, home = "harrow", "The Harrow Times", "127.0.0.1", "{url}/"
    sections = {{"world": "/world"}}
    custom_settings = {{"DOWNLOAD_DELAY": 0.05}}
"""


def spiders() -> list[str]:
    """Returns the names of the project's spiders."""
    project = Settings()
    project.setmodule(settings)
    return sorted(get_spider_loader(project).list())


def environment(home: Path, **more: str) -> dict[str, str]:
    """Returns this process's environment without settings, proxies and coverage's hooks, which
    would change what a child does.
    """
    apart = ("SCRAPY", "NEWSCRAWL_", "COVERAGE_", "PYTHONPATH", "PYTHONWARNINGS")
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(apart) and not k.lower().endswith("_proxy")
    }
    return {**kept, "HOME": str(home), **more}


def run(*command: str, cwd: Path, env: dict[str, str]) -> str:
    """Runs a Python module and returns what it printed. If it fails, the test fails with its
    output.
    """
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_for(what: str, found: Callable[[], Any]) -> Any:
    """Returns the first true answer of `found`. Fails after PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := found()):
        assert time.monotonic() < deadline, f"waited {PATIENCE} s for {what}"
        time.sleep(0.1)
    return answer


def copy_project(to: Path) -> Path:
    """Copies the files that packaging reads, because building would litter the working tree."""
    shutil.copytree(
        ROOT / "newscrawl", to / "newscrawl", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, to)
    return to


def files_of(project: Path) -> set[str]:
    """Returns every file of the package, data and code, by its name in an egg or wheel."""
    return {
        path.relative_to(project).as_posix()
        for path in (project / "newscrawl").rglob("*")
        if path.is_file()
    }


@dataclass
class Scrapyd:
    """A running Scrapyd with newscrawl deployed from `project`; `folder` is its working folder."""

    url: str
    folder: Path
    project: Path
    session: requests.Session
    state: str

    def get(self, name: str, **params: str) -> dict[str, Any]:
        return self._ok(
            self.session.get(f"{self.url}/{name}.json", params=params, timeout=PATIENCE)
        )

    def schedule(self, spider: str, **data: Any) -> str:
        data = {"project": "newscrawl", "spider": spider, **data}
        return self._ok(
            self.session.post(f"{self.url}/schedule.json", data=data, timeout=PATIENCE)
        )["jobid"]

    def log_of(self, spider: str, job: str) -> str:
        """Returns the log of a job once it has finished."""

        def finished() -> bool:
            return any(
                one["id"] == job for one in self.get("listjobs", project="newscrawl")["finished"]
            )

        wait_for(f"{spider} {job}", finished)
        return (self.folder / "logs" / "newscrawl" / spider / f"{job}.log").read_text("utf-8")

    @property
    def own_log(self) -> str:
        return (self.folder / "scrapyd.log").read_text("utf-8")

    @staticmethod
    def _ok(response: requests.Response) -> dict[str, Any]:
        answer = response.json()
        assert answer["status"] == "ok", answer
        return answer


@pytest.fixture(scope="module")
def harrow() -> Iterator[Site]:
    """Yields the site of a publisher that is deployed beside the others."""
    pages = {
        "/world": listing(["bridge", "vote"]),
        story("bridge"): story_page("bridge"),
        story("vote"): story_page("vote"),
    }
    with serve(pages) as site:
        yield site


@pytest.fixture(scope="module")
def scrapyd(
    tmp_path_factory: pytest.TempPathFactory, server: str, harrow: Site
) -> Iterator[Scrapyd]:
    folder, project = (
        tmp_path_factory.mktemp("scrapyd"),
        copy_project(tmp_path_factory.mktemp("project")),
    )
    (project / "newscrawl" / "spiders" / "harrow.py").write_text(SPIDER.format(url=harrow.url))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE scrapyd")
    state = server.replace("/postgres?", "/scrapyd?")
    shutil.copy(ROOT / "docs" / "scrapyd.conf", folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = {
        "NEWSCRAWL_STATE": state,
        "NEWSCRAWL_CONTACT": "me@example.org",
        "NEWSCRAWL_PRIVATE_ADDRESSES": "1",
    }
    env = environment(folder, SCRAPYD_HTTP_PORT=str(port), **told)
    with (folder / "scrapyd.log").open("wb") as log, requests.Session() as session:
        session.trust_env = False
        server = Scrapyd(f"http://127.0.0.1:{port}", folder, project, session, state)
        # Scrapyd gets a process group of its own, so that the test can end it with all its jobs and
        # nothing else.
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapyd"],
            cwd=folder,
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:

            def answers() -> bool:
                assert process.poll() is None, server.own_log
                with suppress(requests.ConnectionError):
                    return server.get("daemonstatus")["status"] == "ok"
                return False

            wait_for("Scrapyd to answer", answers)
            cfg = project / "scrapy.cfg"
            ours, theirs = "http://localhost:6800/", f"{server.url}/"
            assert ours in cfg.read_text()
            cfg.write_text(cfg.read_text().replace(ours, theirs))
            deployed = json.loads(
                run("scrapyd_client.deploy", cwd=project, env=environment(folder))
            )
            assert deployed["status"] == "ok", deployed
            yield server
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def pages(folder: Path) -> Path:
    """Returns a folder with a page and a text, for `archive`."""
    folder.mkdir()
    (folder / "bridge.html").write_text(HTML, "utf-8")
    (folder / "ferry.txt").write_text(TEXT, "utf-8")
    return folder


def read(feed: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in feed.read_text("utf-8").splitlines()]


def assert_clean(log: str) -> None:
    for word in ("WARNING", "ERROR", "CRITICAL", "Traceback"):
        assert word not in log, log
    assert "'finish_reason': 'finished'" in log, log


def test_the_egg_carries_every_file(scrapyd: Scrapyd) -> None:
    (egg,) = (scrapyd.folder / "eggs" / "newscrawl").glob("*.egg")
    with zipfile.ZipFile(egg) as archive:
        assert files_of(scrapyd.project) <= set(archive.namelist())


def test_scrapyd_lists_every_spider(scrapyd: Scrapyd) -> None:
    assert scrapyd.get("listspiders", project="newscrawl")["spiders"] == sorted(
        [*spiders(), "harrow"]
    )


@pytest.mark.parametrize("spider", ["archive", "demo"])
def test_a_job_delivers(scrapyd: Scrapyd, tmp_path: Path, spider: str) -> None:
    feed = tmp_path / "feed.jsonl"
    given = {
        "archive": {"path": str(pages(tmp_path / "pages"))},
        "demo": {"only": "world,previews"},
    }[spider]
    feeds = json.dumps({str(feed): {"format": "jsonlines"}})
    job = scrapyd.schedule(spider, setting=f"FEEDS={feeds}", **given)

    assert_clean(scrapyd.log_of(spider, job))
    records = read(feed)
    assert {record["crawl_id"] for record in records} == {job}
    if spider == "archive":
        assert sorted(Path(record["requested_url"]).name for record in records) == [
            "bridge.html",
            "ferry.txt",
        ]
        assert all("harbour" in record["text"] for record in records)
    else:
        assert {record["publisher"]["domain"] for record in records} == {
            "daily.example",
            "preview.example",
        }
        assert {record["via"]["kind"] for record in records} == {"section"}  # because of `only`


def test_feeds_land_under_the_working_folder(scrapyd: Scrapyd, tmp_path: Path) -> None:
    job = scrapyd.schedule("archive", path=str(pages(tmp_path / "pages")))
    assert_clean(scrapyd.log_of("archive", job))
    (feed,) = (scrapyd.folder / "output").glob("archive-*.jsonl")
    assert len(read(feed)) == 2


def test_a_job_that_cannot_start_says_so(scrapyd: Scrapyd, tmp_path: Path) -> None:
    """Scrapyd calls it finished like any other job. Only the log and the exit status show the
    difference.
    """
    job = scrapyd.schedule("archive", path=str(tmp_path / "nowhere"))
    log = scrapyd.log_of("archive", job)
    assert "'finish_reason': 'finished'" not in log
    died = wait_for(
        "its exit status", lambda: [line for line in scrapyd.own_log.splitlines() if job in line]
    )
    assert "exitstatus=1" in died[-1]
    assert "there is no such file or folder" in scrapyd.own_log


def test_a_worker_of_a_fleet_crawls_on_it(scrapyd: Scrapyd, harrow: Site) -> None:
    store = open_store(scrapyd.state, 10)
    refused: list[str] = []

    async def work() -> None:
        async with fleet.app.open_async():
            fleet.node = node = Node(scrapyd.url)
            await fleet.prepare()
            try:
                await node.run("nobody", "nobody-0", {})
            except CrawlAgainError as error:
                refused.append(str(error))
            await fleet.enqueue(["harrow"], {"only": "world"})
            worker = asyncio.create_task(fleet.work(2))
            deadline = time.monotonic() + PATIENCE
            while (await fleet.state())["crawls"] and time.monotonic() < deadline:
                await asyncio.sleep(0.2)
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)

    fleet = Fleet(scrapyd.state, {"harrow": "127.0.0.1"}, store=store)
    asyncio.run(work())
    (run,) = store.runs("harrow")
    store.close()
    assert (run.reason, run.status, run.records) == ("finished", 0, 2)
    (feed,) = (scrapyd.folder / "output").glob("harrow-*.jsonl")
    assert {record["crawl_id"] for record in read(feed)} == {run.crawl_id}
    assert sorted(harrow.asked) == sorted(["/robots.txt", "/world", story("bridge"), story("vote")])
    assert "spider 'nobody' not found" in refused[0]


def test_the_wheel_carries_every_file_and_runs_without_a_project(tmp_path: Path) -> None:
    project, empty, site = copy_project(tmp_path / "project"), tmp_path / "empty", tmp_path / "site"
    empty.mkdir()
    expected = files_of(project)
    env = environment(tmp_path, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INDEX="1")
    run(
        "pip",
        "wheel",
        ".",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        cwd=project,
        env=env,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())
    run(
        "pip",
        "install",
        "--no-deps",
        "--no-compile",
        "--target",
        str(site),
        str(wheel),
        cwd=empty,
        env=env,
    )
    env = environment(tmp_path, SCRAPY_SETTINGS_MODULE="newscrawl.settings", PYTHONPATH=str(site))
    installed = run("scrapy", "list", cwd=empty, env=env).split()
    assert installed == spiders()

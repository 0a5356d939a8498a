"""A worker with a Scrapyd that is down, that refuses, or that forgot a crawl.
tests/test_scrapyd.py has a real one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from newscrawl.fleet import node as nodes
from newscrawl.fleet.node import Node
from newscrawl.fleet.outcomes import LOST, CrawlAgainError


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "POLL", 0.01)


@contextmanager
def scrapyd(**answers: list[Any]) -> Iterator[tuple[str, list[tuple[str, dict[str, list[str]]]]]]:
    """Yields the address of a server and the requests it got. It gives the answers of each service
    in turn, the last one again and again.
    """
    asked: list[tuple[str, dict[str, list[str]]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            name = parts.path.strip("/").removesuffix(".json")
            asked.append((name, parse_qs(parts.query or form)))
            known = answers.get(name, [{"status": "error", "message": "no such thing"}])
            answer = known.pop(0) if len(known) > 1 else known[0]
            body = (
                answer
                if isinstance(answer, bytes)
                else json.dumps({"status": "ok", **answer}).encode()
            )
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def use(url: str, work: Callable[[Node], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        return await asyncio.wait_for(work(Node(url)), 30)

    return asyncio.run(run())


def states(*names: str | None) -> list[dict[str, Any]]:
    return [{"currstate": name} for name in names]


def test_a_crawl_runs_to_its_end() -> None:
    steps = states(
        "pending", "running", None, "running", "finished"
    )  # for a moment Scrapyd may not know the job
    with scrapyd(schedule=[{"jobid": "x"}], status=steps) as (url, asked):
        use(url, lambda node: node.run("harrow", "harrow-1-0", {"only": "world"}))
    assert asked[0] == (
        "schedule",
        {
            "only": ["world"],
            "spider": ["harrow"],
            "jobid": ["harrow-1-0"],
            "project": ["newscrawl"],
        },
    )
    assert len(asked) == 6


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (
            {"schedule": [{"status": "error", "message": "spider 'harrow' not found"}]},
            "spider 'harrow' not found",
        ),
        ({"schedule": [{}], "status": states("running", None)}, "does not know the crawl"),
        ({"schedule": [{}], "status": [b"<html>a proxy's page"]}, "does not answer"),
    ],
)
def test_a_lost_crawl(answers: dict[str, list[Any]], reason: str) -> None:
    with scrapyd(**answers) as (url, _), pytest.raises(CrawlAgainError, match=reason) as error:
        use(url, lambda node: node.run("harrow", "harrow-1-0", {}))
    assert error.value.again == LOST


def test_a_cancelled_crawl_is_stopped_on_the_node() -> None:
    async def cancelled(node: Node) -> None:
        task = asyncio.ensure_future(node.run("harrow", "harrow-1-0", {}))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with scrapyd(schedule=[{}], status=states("running"), cancel=[{"prevstate": "running"}]) as (
        url,
        asked,
    ):
        use(url, cancelled)
    assert asked[-1] == ("cancel", {"project": ["newscrawl"], "job": ["harrow-1-0"]})
    with scrapyd(schedule=[{}], status=states("running")) as (url, _):
        use(url, cancelled)  # a node that can't stop the crawl any more is logged


def test_a_node_is_ready_when_the_egg_is_there(caplog: pytest.LogCaptureFixture) -> None:
    refused = {"status": "error", "message": "project 'newscrawl' not found"}
    with scrapyd(listspiders=[refused, refused, {"spiders": ["harrow"]}]) as (url, asked):
        use(url, Node.until_ready)
    assert len(asked) == 3
    assert caplog.text.count("project 'newscrawl' not found") == 1


def test_a_node_is_away_after_several_silences() -> None:
    with scrapyd(daemonstatus=[{}, b"", {}, b"", b"", b""]) as (url, asked):
        use(url, Node.until_away)
    assert len(asked) == 6
    with pytest.raises(CrawlAgainError, match="does not answer"):
        use("http://127.0.0.1:9", lambda node: node.run("harrow", "harrow-1-0", {}))

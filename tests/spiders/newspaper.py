"""A newspaper of a few pages on loopback, for crawls from end to end, and the crawl itself in a
process of its own.
"""

from __future__ import annotations

import gzip
import json
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import forks

from newscrawl.settings import ITEM_PIPELINES

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = Path(__file__).with_name("newspaper_crawl.py")
STORY = "/2026/11/{day}/{slug}-in-the-town-of-harrow"


def story(slug: str, day: int = 20) -> str:
    """Returns the path of a story."""
    return STORY.format(slug=slug, day=day)


def story_page(slug: str, day: int = 20) -> str:
    text = (
        f"<p>It was {slug} that the whole town spoke of on Friday, from the harbour to the hill. </p>"
        * 12
    )
    published = f'<meta property="article:published_time" content="2026-11-{day}T10:00:00+04:00">'
    kind = '<meta property="og:type" content="article">'
    head = f"<head><title>{slug}</title>{kind}{published}</head>"
    return f"<html>{head}<body><article><h1>The {slug}</h1>{text}</article></body></html>"


def stories(*slugs: str, day: int = 20) -> dict[str, Any]:
    """Returns the pages of these stories by path."""
    return {story(slug, day): story_page(slug, day) for slug in slugs}


def listing(slugs: list[str], more: str = "", day: int = 20) -> str:
    navigation = '<nav><a href="/">Home</a><a href="/world">World</a><a href="/sport">Sport</a><a href="/about">About</a></nav>'
    links = "".join(
        f'<h3><a href="{story(s, day)}">The {s}, and all that is known of it so far</a></h3>'
        for s in slugs
    )
    return f"<html><head>{more}</head><body>{navigation}<main>{links}</main></body></html>"


def feed_item(path: str, day: int = 20) -> str:
    """Returns an entry of an RSS feed, published on a day of November 2026."""
    published = f"{day} Nov 2026 10:00:00 GMT"
    return f"<item><title>x</title><link>SITE{path}</link><pubDate>{published}</pubDate></item>"


def feed(*items: str) -> tuple[str, str]:
    """Returns the content type and the body of an RSS feed."""
    rss = f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"
    return "application/rss+xml", rss


@dataclass
class Site:
    """A running site: its address, and the paths of its requests, with their times and headers.
    `unchanged` are the paths answered with 304. `log` has for each request its host, and when it
    came and was answered.
    """

    url: str
    asked: list[str]
    unchanged: list[str]
    times: list[float]
    log: list[tuple[str, float, float]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serve(
    pages: Mapping[str, str | bytes | int | tuple[str, str]],
    latency: float = 0,
    packed: bool = False,
) -> Iterator[Site]:
    """Serves `pages` by path: HTML, bytes, a status, (content type, body) or ("location",
    address).

    "SITE" stands for the site's own address. Each page has an ETag. Each answer takes `latency`
    seconds.
    """
    asked: list[str] = []
    unchanged: list[str] = []
    times: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            site.headers.append(dict(self.headers.items()))
            times.append(came := time.monotonic())
            time.sleep(latency)
            page = pages.get(self.path, 404)
            status, kind, body = 200, "text/html; charset=utf-8", page
            if isinstance(page, int):
                status, body = page, ""
            elif isinstance(page, tuple):
                kind, body = page
            if isinstance(body, str):
                body = body.replace("SITE", site.url).encode()
            etag = f'"{zlib.crc32(body)}"'
            if kind == "location":
                self.send_response(301)
                self.send_header("Location", body.decode())
                body = b""
            elif status == 200 and self.headers["If-None-Match"] == etag:
                unchanged.append(self.path)
                self.send_response(304)
                body = b""
            else:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("ETag", etag)
                if packed:
                    self.send_header("Content-Encoding", "gzip")
                    body = gzip.compress(body)
            self.send_header("Content-Length", str(len(body)))
            site.log.append((str(self.headers["Host"]).partition(":")[0], came, time.monotonic()))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}", asked, unchanged, times)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def harrow(url: str, **attributes: Any) -> dict[str, Any]:
    """Returns the facts of the publisher of the site at `url`, with one section."""
    facts = {"name": "harrow", "publisher_name": "The Harrow", "domain": "127.0.0.1"}
    return {**facts, "home": f"{url}/", "sections": {"world": "/world"}, **attributes}


def spider(url: str, **attributes: Any) -> dict[str, Any]:
    """Returns the facts of a British publisher whose dates are in Dubai's zone, without sections."""
    known = {"country": "GB", "timezone": "Asia/Dubai", "sections": {}}
    return harrow(url, **{**known, **attributes})


def remembering(folder: Path) -> dict[str, Any]:
    """Returns the settings of a crawl with all pipelines, and a state and a feed in `folder`."""
    return {
        "NEWSCRAWL_STATE": str(folder / "state.sqlite"),
        "FEEDS": {str(folder / "out.jsonl"): {"format": "jsonlines"}},
        "ITEM_PIPELINES": ITEM_PIPELINES,
    }


@dataclass
class Crawl:
    """The results of a crawl: its stats, its articles in brief, and its log."""

    stats: dict[str, Any]
    items: list[dict[str, Any]]
    log: str

    def count(self, event: str) -> int:
        return int(self.stats.get(f"newscrawl/spider/{event}", 0))

    @property
    def slugs(self) -> list[str]:
        return sorted(
            item["url"].rpartition("/")[2].partition("-in-the-town")[0] for item in self.items
        )


def start(
    attributes: Mapping[str, Any],
    arguments: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
    site: bool = False,
) -> forks.Fork:
    """Starts a crawl with a spider of these class attributes; with `site`, by AnySiteSpider."""
    order = {
        "attributes": attributes,
        "arguments": arguments or {},
        "settings": settings or {},
        "site": site,
    }
    return forks.Fork(str(_PROGRAM), json.dumps(order))


def crawl(*args: Any, **kwargs: Any) -> Crawl:
    """Runs a crawl by `start`, and returns its results."""
    with start(*args, **kwargs) as process:
        out, log = process.communicate()
    assert process.returncode == 0, log
    result = json.loads(out.splitlines()[-1])
    return Crawl(result["stats"], result["items"], log)

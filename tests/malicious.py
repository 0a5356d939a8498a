"""A malicious site on loopback. Like a proxy, it answers for any host."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

HOST = "http://evil.example"
ARTICLE = (
    '<html lang="en"><head><title>{0}</title><meta property="og:type" content="article"></head><body><article><h1>{0}</h1>'
    + "<p>It was of {0} that the whole town spoke on Friday, from the harbour to the hill.</p>" * 12
    + "</article></body></html>"
)
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "http://evil.example/lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>{}"
)
PRIVATE = [
    "http://169.254.169.254/latest/meta-data/iam-credentials-of-the-machine",
    "http://127.1/2026/11/20/a-story-from-the-machine-itself",
    "http://0x7f.1/2026/11/20/a-story-from-the-machine-in-hex",
    "http://[::1]/2026/11/20/a-story-from-the-machine-by-ipv6",
    "http://rebind.example:PORT/2026/11/20/a-story-whose-name-leads-home",
    f"{HOST}/to-metadata",  # redirected there
    f"{HOST}/to-localhost",
]
REDIRECTS = {
    "/to-metadata": "http://169.254.169.254/latest/user-data",
    "/to-localhost": "http://localhost/2026/11/20/admin",
    "/to-file": "file:///etc/passwd",
    "/to-data": "data:text/html,<h1>x</h1>",
}
CALENDAR = (
    '<a href="/calendar?month={0}" rel="next">Next month</a><a href="/calendar?month={1}">{1}</a>'
)


def listing(*links: str, more: str = "") -> str:
    found = "".join(
        f'<h3><a href="{url}">All that is known so far of {url[-40:]}</a></h3>' for url in links
    )
    return f"<html><body><main>{found}</main>{more}</body></html>"


def story(name: str) -> str:
    return f"/2026/11/20/{name}-in-the-town-of-harrow"


LAUGHS = "<rss><channel><item><link>&l9;</link><title>&l9;</title></item></channel></rss>"
HEAVY = {
    "tags": lambda: "x<br>" * 3_000_000,
    "attributes": lambda: "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">",
}
ENDLESS = {"stream": (b"<p>And so it went on.</p>" * 1_000, 0), "drip": (b"<", 0.2)}
"""Attack -> the bytes that come again and again, and the pause in seconds between them."""
TRAPS = [
    *PRIVATE,
    *(
        f"{HOST}{path}"
        for path in ("/loop", "/to-file", "/to-data", story("cookies"), "/private/of-all")
    ),
    *(HOST + story(name) for name in ("bomb", "huge", "stream", "drip", "tags", "attributes")),
    "http://busy.example/2026/11/20/behind-a-server-that-asks-for-rest",
    "http://robots.example/2026/11/20/behind-an-endless-robots",
    "http://down.example/2026/11/20/behind-a-robots-that-is-down",
]
ITEMS = "".join(f"<item><link>{url}</link><title>A story</title></item>" for url in TRAPS)
SOURCES = {
    "/sitemap.xml": BILLION_LAUGHS.format("<urlset><url><loc>&l9;</loc></url></urlset>"),
    "/laughs.rss": BILLION_LAUGHS.format(LAUGHS),
    "/traps.rss": f"<rss version='2.0'><channel>{ITEMS}</channel></rss>",
}


class Handler(BaseHTTPRequestHandler):
    """Answers each path with an attack. `server.asked` has all requests, `server.cookies` those
    with a cookie.
    """

    protocol_version = "HTTP/1.0"
    server: Server

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self.server.asked.append(self.path)
        self.server.times.append(time.monotonic())
        if self.headers.get("Cookie"):
            self.server.cookies.append(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        number = int(query.get("page", query.get("month", "0")))
        attack = url.path.removesuffix("-in-the-town-of-harrow").rpartition("/")[2]
        if url.path == "/robots.txt":
            self.robots(url.hostname)
        elif url.hostname == "busy.example" and self.server.asked.count(self.path) == 1:
            self.answer("", status=503, headers={"Retry-After": "1"})
        elif url.path == "/endless":
            following = f'<a rel="next" href="/endless?page={number + 1}">Next</a>'
            self.answer(listing(story(f"story-{number}"), more=following))
        elif url.path == "/calendar":
            self.answer(listing(more=CALENDAR.format(number + 1, number + 2)))
        elif url.path == "/loop":
            self.redirect(f"/loop?page={number + 1}")
        elif url.path in REDIRECTS:
            self.redirect(REDIRECTS[url.path])
        elif attack == "bomb":
            self.answer(self.server.bomb, headers={"Content-Encoding": "gzip"})
        elif attack == "huge":
            self.answer(b"<html>", headers={"Content-Length": str(10 * 1024**3)})
        elif attack in ENDLESS:
            self.forever(*ENDLESS[attack])
        elif attack in HEAVY:
            self.answer(HEAVY[attack]())
        elif url.path in SOURCES:
            body = SOURCES[url.path].replace("PORT", str(self.server.server_port))
            self.answer(body, "application/xml")
        else:
            headers = {"Set-Cookie": f"reader={'x' * 2_000}; Path=/"}
            self.answer(ARTICLE.format(url.path.rpartition("/")[2]), headers=headers)

    def robots(self, host: str | None) -> None:
        if host == "robots.example":
            endless = b"Disallow: /endless-list-of-things\n" * 100
            self.forever(b"User-agent: *\nDisallow: /2026\n" + endless)
        elif host == "down.example":
            self.answer("", status=503)
        else:
            self.answer("User-agent: *\nDisallow: /private\n", "text/plain")

    def answer(
        self,
        body: str | bytes,
        kind: str = "text/html",
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.write(body.encode() if isinstance(body, str) else body)

    def redirect(self, url: str) -> None:
        self.send_response(302)
        self.send_header("Location", url)
        self.end_headers()

    def forever(self, chunk: bytes, pause: float = 0) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while self.write(chunk) and not self.server.closed:
            self.server.sent += len(chunk)
            time.sleep(pause)

    def write(self, data: bytes) -> bool:
        """Returns False if the other side has hung up."""
        try:
            self.wfile.write(data)
        except OSError:
            return False
        return True

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.times: list[float] = []  # when each was asked, by the monotonic clock
        self.cookies: list[str] = []
        self.sent = 0  # bytes of what never ends
        self.closed = False
        pack = zlib.compressobj(wbits=31)
        self.bomb = b"".join([*(pack.compress(b" " * 1_000_000) for _ in range(200)), pack.flush()])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores errors of crawlers that hang up, because they should hang up."""


@contextmanager
def serve() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.closed = True
            server.shutdown()
            thread.join()

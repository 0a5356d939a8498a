"""The demo's web server: a proxy on loopback that answers only for the demo's two sites."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from newscrawl.demo.aggregator import Aggregator
from newscrawl.demo.newspaper import Answer, Newspaper, answer
from newscrawl.demo.stories import stories

HOSTS = ("daily.example", "preview.example")

logger = logging.getLogger(__name__)


class DemoServer:
    """Serves the demo's sites on 127.0.0.1 from a daemon thread: `with DemoServer() as server: ...
    server.url`.

    `redesign` changes the HTML of story pages, like a new layout. `scrapy doctor` has to find
    this.
    """

    def __init__(self, redesign: Callable[[str], str] | None = None) -> None:
        found = stories()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.sites = dict(
            zip(HOSTS, (Newspaper(found, redesign), Aggregator(found)), strict=True)
        )
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.05,), name="demo", daemon=True
        )

    @property
    def url(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> Self:
        self._thread.start()
        return self

    def close(self) -> None:
        """Stops serving. A second call does nothing."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *error: object) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    sites: dict[str, Newspaper | Aggregator]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores clients that went away: they are no error of the demo."""
        logger.debug("Request from %s failed", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoServer"
    timeout = 30  # seconds until an idle connection is closed
    server: _Server

    def do_GET(self) -> None:
        found = self._answer()
        self.send_response(found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("Content-Length", str(len(found.body)))
        if found.location:
            self.send_header("Location", found.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    do_HEAD = do_GET  # noqa: N815 (the name that http.server looks for)

    def _answer(self) -> Answer:
        try:
            parts = urlsplit(self.path)
            host = parts.hostname or urlsplit(f"//{self.headers.get('Host', '')}").hostname
        except ValueError:
            return answer("Bad address", HTTPStatus.BAD_REQUEST, "text/plain; charset=utf-8")
        site = self.server.sites.get(host or "")
        if site is None:
            return answer(
                "Unknown host", HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8"
            )
        return site.answer(unquote(parts.path) or "/", parts.query)

    def log_message(self, format: str, *args: Any) -> None:
        logger.debug(format, *args)

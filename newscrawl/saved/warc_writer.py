"""Writes requests and their answers into WARC files (WARC 1.1), by warcio. No Scrapy."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

Headers = tuple[tuple[bytes, bytes], ...]

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SECRET = frozenset((b"authorization", b"cookie", b"proxy-authorization"))
"""Request headers that may hold a password. They are never written."""
_FRAMING = frozenset((b"transfer-encoding",))
"""Response headers that are dropped, because the body is written whole and not in chunks."""


@dataclass(frozen=True)
class Exchange:
    """A request and its answer, with the body as sent over the network.

    `at` is when the request was sent. `truncated` is why the body is not whole, in WARC's words
    ("length", "time", "disconnect"), or None. `ip` is the server's address, None behind a proxy.
    """

    url: str
    method: str
    asked: Headers
    sent: bytes
    status: int
    headers: Headers
    body: bytes
    at: datetime
    protocol: str = "HTTP/1.1"
    ip: str | None = None
    truncated: str | None = None


class Lines(StatusAndHeaders):  # type: ignore[misc] # warcio has no types
    """warcio's status line and headers, with unchanged bytes: warcio would percent-encode some."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


class Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    """warcio's writer with temporary files in memory: warcio leaves its files open."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


class WarcFiles:
    """A series of WARC files. A new file begins when the last has `size` bytes. Safe to use from
    several threads.

    `name` gives the path of a file by its number, from 1 on. A file is never overwritten. `info`
    goes into each file's warcinfo record. Files do not refer to each other: each file holds one
    whole copy of equal payloads. An answer and its request are written in one write, so that a
    killed process leaves at most one cut record.
    """

    def __init__(self, name: Callable[[int], Path], size: int, info: Mapping[str, str]) -> None:
        self.name = name
        self.size = size
        self.info = info
        self.paths: list[Path] = []
        self.revisits = 0
        self._lock = Lock()
        self._descriptor: int | None = None
        self._end = 0
        self._seen: dict[
            str, tuple[str, str]
        ] = {}  # digest of a payload -> the address and date of its record
        self._open()

    def write(self, exchange: Exchange) -> None:
        """Writes a response or revisit record, and a request record. After an OSError nothing of
        them is in the file.
        """
        with self._lock:
            if self._descriptor is None:
                raise ValueError("the files are closed")
            if self._end >= self.size:
                self._close()
                self._open()
            try:
                self._append(*self._records(exchange))
            except OSError:
                self._seen.clear()  # no later record may refer to a record that was not written
                raise

    def close(self) -> None:
        """Writes everything to the disk. Raises OSError. A second call does nothing."""
        with self._lock:
            if self._descriptor is not None:
                self._close()

    def _open(self) -> None:
        path = self.name(len(self.paths) + 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        self.paths.append(path)
        self._end = 0
        self._seen = {}
        self._append(self._writer().create_warcinfo_record(path.name, self.info))

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        assert descriptor is not None
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _writer(self, stream: io.BytesIO | None = None) -> Any:
        return Writer(stream, gzip=self.paths[-1].name.endswith(".gz"), warc_version="WARC/1.1")

    def _append(self, *records: Any) -> None:
        stream = io.BytesIO()
        writer = self._writer(stream)
        for record in records:
            writer.write_record(record)
        assert self._descriptor is not None
        rest = stream.getbuffer()
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            os.ftruncate(self._descriptor, self._end)
            raise
        self._end += len(stream.getbuffer())

    def _records(self, exchange: Exchange) -> tuple[Any, Any]:
        """Returns the response or revisit record, and the request record."""
        date = exchange.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        facts = {"WARC-Date": date}
        if exchange.ip:
            facts["WARC-IP-Address"] = exchange.ip
        answer = self._answer(exchange, date, dict(facts))
        facts["WARC-Concurrent-To"] = answer.rec_headers.get_header("WARC-Record-ID")
        request = self._writer().create_warc_record(
            exchange.url,
            "request",
            payload=io.BytesIO(exchange.sent),
            length=len(exchange.sent),
            http_headers=_request_lines(exchange),
            warc_headers_dict=facts,
        )
        return answer, request

    def _answer(self, exchange: Exchange, date: str, facts: dict[str, str]) -> Any:
        writer, lines = self._writer(), _response_lines(exchange)
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            facts |= {"WARC-Profile": _UNCHANGED, "WARC-Refers-To-Target-URI": exchange.url}
            self.revisits += 1
            return writer.create_warc_record(
                exchange.url, "revisit", http_headers=lines, warc_headers_dict=facts
            )
        digester = Digester("sha1")
        digester.update(exchange.body)
        digest = str(digester)
        if exchange.body and not exchange.truncated:
            if first := self._seen.get(digest):
                self.revisits += 1
                return writer.create_revisit_record(exchange.url, digest, *first, lines, facts)
            self._seen[digest] = exchange.url, date
        if exchange.truncated:
            facts["WARC-Truncated"] = exchange.truncated
        return writer.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=lines,
            warc_headers_dict={**facts, "WARC-Payload-Digest": digest},
        )


def _request_lines(exchange: Exchange) -> Lines:
    url = urlsplit(exchange.url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = [(name, value) for name, value in exchange.asked if name.lower() not in _SECRET]
    if not any(name.lower() == b"host" for name, _ in headers):
        headers.insert(0, (b"Host", url.netloc.rpartition("@")[2].encode()))
    return Lines(
        f"{exchange.method} {target} {exchange.protocol}", _decoded(headers), is_http_request=True
    )


def _response_lines(exchange: Exchange) -> Lines:
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = ""
    headers = [(name, value) for name, value in exchange.headers if name.lower() not in _FRAMING]
    return Lines(
        f"{exchange.status} {phrase}".rstrip(), _decoded(headers), protocol=exchange.protocol
    )


def _decoded(headers: list[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]

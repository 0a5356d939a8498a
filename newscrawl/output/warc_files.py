"""Writes requests and their answers into WARC files (WARC 1.1), by warcio.

Header names are spelled as by Scrapy. Bodies are written as sent over the network, but with their
chunks joined.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Headers, Request, Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_LEFT_OUT = frozenset(
    (b"authorization", b"cookie", b"proxy-authorization", b"set-cookie", b"transfer-encoding")
)
"""Headers that may hold a password or a session, or say that the body is in chunks."""
_TRUNCATED = {"dataloss": "disconnect", "partial": "unspecified"}
"""Flags of Scrapy's responses that are not whole, in WARC's words."""


class Lines(StatusAndHeaders):  # type: ignore[misc] # warcio has no types
    """warcio's status line and headers, with unchanged bytes: warcio would percent-encode some."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self.to_bytes(header_filter, "latin-1")


class Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    """warcio's writer with temporary files in memory: warcio leaves its files open."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


class WarcFiles:
    """A series of WARC files of `size` bytes. Safe to use from several threads.

    `name` gives the path of a file by its number, from 1 on. A file is never overwritten. `info`
    goes into each file's warcinfo record. Each file holds one whole copy of equal payloads. An
    answer and its request are one write, so that a killed process leaves at most one cut record.
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
        # digest of a payload -> the address and date of its record
        self._seen: dict[str, tuple[str, str]] = {}
        self._open()

    def write(self, request: Request, response: Response, sent: datetime) -> None:
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
                self._append(*self._records(request, response, sent))
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

    def _records(self, request: Request, response: Response, sent: datetime) -> tuple[Any, Any]:
        """Returns the response or revisit record, and the request record."""
        facts = {"WARC-Date": sent.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        if response.ip_address is not None and not request.meta.get("proxy"):
            facts["WARC-IP-Address"] = str(response.ip_address)
        protocol = response.protocol or "HTTP/1.1"
        answer = self._answer(request.url, response, protocol, dict(facts))
        facts["WARC-Concurrent-To"] = answer.rec_headers.get_header("WARC-Record-ID")
        asked = _request_lines(request, protocol)
        return answer, self._record(request.url, "request", asked, facts, request.body)

    def _record(
        self, url: str, kind: str, lines: Lines, facts: dict[str, str], body: bytes = b""
    ) -> Any:
        payload = io.BytesIO(body)
        return self._writer().create_warc_record(
            url, kind, payload, len(body), http_headers=lines, warc_headers_dict=facts
        )

    def _answer(self, url: str, response: Response, protocol: str, facts: dict[str, str]) -> Any:
        lines = _response_lines(response, protocol)
        if response.status == HTTPStatus.NOT_MODIFIED:
            facts |= {"WARC-Profile": _UNCHANGED, "WARC-Refers-To-Target-URI": url}
            self.revisits += 1
            return self._record(url, "revisit", lines, facts)
        digester = Digester("sha1")
        digester.update(response.body)
        facts["WARC-Payload-Digest"] = digest = str(digester)
        if cut := next((_TRUNCATED[flag] for flag in response.flags if flag in _TRUNCATED), None):
            facts["WARC-Truncated"] = cut
        elif response.body:
            if first := self._seen.get(digest):
                self.revisits += 1
                return self._writer().create_revisit_record(url, digest, *first, lines, facts)
            self._seen[digest] = url, facts["WARC-Date"]
        return self._record(url, "response", lines, facts, response.body)


def _request_lines(request: Request, protocol: str) -> Lines:
    url = urlsplit(request.url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    headers = _headers(request.headers)
    if b"Host" not in request.headers:
        headers.insert(0, ("Host", url.netloc.rpartition("@")[2]))
    return Lines(f"{request.method} {target} {protocol}", headers, is_http_request=True)


def _response_lines(response: Response, protocol: str) -> Lines:
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    headers = _headers(response.headers)
    return Lines(f"{response.status} {phrase}".rstrip(), headers, protocol=protocol)


def _headers(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
        if name.lower() not in _LEFT_OUT
    ]

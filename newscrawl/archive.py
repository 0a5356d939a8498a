"""Pages that were saved before: WARC files, .html, .txt and folders of them, read one by one; no Scrapy, no network."""

from __future__ import annotations

import gzip
import zlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

WARC_SUFFIXES = (".warc", ".warc.gz")
HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
TEXT_SUFFIXES = (".txt",)
MAX_SIZE = 16 * 1024 * 1024
"""Bytes of the largest page that is read: the same bound as DOWNLOAD_MAXSIZE sets to a download."""


@dataclass(frozen=True)
class Saved:
    """A saved page: its address, what the server answered, and which file it is from. `fetched_at` is ISO 8601 or None."""

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str | None
    source: Path


@dataclass(frozen=True)
class Skipped:
    """Something that gave no page, why, and whether that means that input was lost (unreadable or cut)."""

    reason: str
    where: str
    lost: bool = False


def read(paths: Iterable[Path]) -> Iterator[Saved | Skipped]:
    """All pages under `paths`, folders in the order of their names; one page in memory at a time."""
    for path in paths:
        if path.is_dir():
            yield from read(sorted(path.iterdir()))
            continue
        try:
            yield from _file(path)
        except OSError as error:
            yield Skipped("unreadable", f"{path}: {error}", lost=True)


def _file(path: Path) -> Iterator[Saved | Skipped]:
    name = path.name.lower()
    if name.startswith("."):
        yield Skipped("hidden_file", str(path))
    elif not path.is_file():
        yield Skipped("not_a_file", str(path))
    elif path.stat().st_size == 0:
        yield Skipped("empty_file", str(path))
    elif name.endswith(WARC_SUFFIXES):
        yield from _warc(path)
    elif name.endswith(HTML_SUFFIXES + TEXT_SUFFIXES):
        yield _page(path, "text/html" if name.endswith(HTML_SUFFIXES) else "text/plain")
    else:
        yield Skipped("unknown_type", f"{path}: not one of {', '.join(WARC_SUFFIXES + HTML_SUFFIXES + TEXT_SUFFIXES)}")


def _page(path: Path, content_type: str) -> Saved | Skipped:
    if path.stat().st_size > MAX_SIZE:
        return Skipped("too_large", f"{path}: over {MAX_SIZE} bytes")
    body = path.read_bytes()
    if is_binary(body):
        return Skipped("binary", str(path))
    return Saved(path.resolve().as_uri(), None, (("Content-Type", content_type),), body, None, path)


def is_binary(body: bytes) -> bool:
    """Whether this is no text in any encoding: a NUL byte near its start, unless a byte-order mark says UTF-16 or UTF-32."""
    return b"\x00" in body[:2048] and not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))


def _warc(path: Path) -> Iterator[Saved | Skipped]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as file:
        stream = _Checked(file)
        records = 0
        try:
            for record in ArchiveIterator(stream):
                records += 1
                yield _record(record, path)
        except (ArchiveLoadFailed, OSError, ValueError, AttributeError) as error:
            # AttributeError: what warcio runs into on a header that ends in its middle
            reason = "cut" if stream.cut or not stream.ends_whole else "unreadable"
            yield Skipped(reason, f"{path}, after {records} records: {error}", lost=True)
        else:
            if not stream.ends_whole:
                yield Skipped("cut", f"{path}, after {records} records", lost=True)


def _record(record: Any, path: Path) -> Saved | Skipped:
    """A WARC record as a page. Reads all of it, and compares with its Content-Length: warcio hands back a cut one as whole."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    where = f"{path}: {url}"
    if record.rec_type not in ("response", "resource"):
        return Skipped(f"warc_{record.rec_type}", where)
    body = record.content_stream().read(MAX_SIZE + 1)
    if len(body) > MAX_SIZE:
        return Skipped("too_large", f"{where}: over {MAX_SIZE} bytes")
    record.raw_stream.read()
    if getattr(record.raw_stream, "limit", 0) > 0:
        return Skipped("cut", f"{where}: {record.raw_stream.limit} bytes short of its Content-Length", lost=True)
    if not url.startswith(("http://", "https://")):
        return Skipped("not_http", where)
    http = record.http_headers
    status = int(http.get_statuscode()) if http and str(http.get_statuscode()).isdigit() else None
    if status is not None and not 200 <= status < 300:
        return Skipped(f"status_{status}", where)
    headers = list(http.headers) if http else [("Content-Type", record.content_type or "")]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    kind = kind.partition(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain", ""):
        return Skipped("not_html", f"{where}: {kind}")
    if not body:
        return Skipped("empty_page", where)
    if is_binary(body):
        return Skipped("binary", where)
    # The body above is decoded: what these headers say of it no longer holds.
    kept = [(name, value) for name, value in headers if name.lower() not in ("content-encoding", "transfer-encoding")]
    return Saved(url, status, tuple(kept), body, record.rec_headers.get_header("WARC-Date"), path)


class _Checked(io.RawIOBase):
    """A WARC's bytes, unpacked, that knows whether they ended whole.

    warcio takes the end of a cut file for its end: so gzip's own EOFError is kept as `cut`, and as every record
    ends in two line ends (WARC 1.1, section 4), so must the file.
    """

    def __init__(self, file: IO[bytes]) -> None:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._file: Any = gzip.GzipFile(fileobj=file) if packed else file
        self._tail = b""
        self.cut = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._file.read(size)
        except EOFError as error:
            self.cut = True
            raise OSError(f"the file ends within its compressed data ({error})") from error
        except zlib.error as error:
            raise OSError(f"damaged compressed data ({error})") from error
        if data:
            self._tail = (self._tail + data[-4:])[-4:]
        return data

    @property
    def ends_whole(self) -> bool:
        return not self.cut and self._tail == b"\r\n\r\n"

"""Reads WARC files, by warcio. Reports records that are cut or damaged."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from newscrawl.extraction.page.document import is_binary
from newscrawl.saved.page import MAX_SIZE, Saved, Skipped, header

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
"""Content types of pages. A page without one may be HTML."""
_STAYS_PACKED = frozenset({"zstd", "compress", "x-compress", "dcb", "dcz"})
"""Content encodings that warcio does not unpack."""
_PACKED = frozenset({"content-encoding", "transfer-encoding"})
"""Headers that are dropped because the body was unpacked."""
_OK = range(200, 300)
"""HTTP statuses of responses that hold the page itself (RFC 9110, section 15.3)."""
_FRACTION = re.compile(r"\.[0-9]{1,9}Z$")
_Wanted = dict[str, list[Saved]]
"""The digest of each page that a file holds whole -> the pages of revisit records, which have no
body but refer to this payload.
"""


def pages_of(path: Path) -> Iterator[Saved | Skipped]:
    """Yields the pages of a WARC file, packed or not, and everything skipped; one page at a time.

    A revisit record gives a page if an earlier record of the file has its payload and another
    address. For such pages the file is read a second time.
    """
    wanted: _Wanted = {}
    with path.open("rb") as file:
        yield from _first_pass(path, file, wanted)
    if wanted := {digest: pages for digest, pages in wanted.items() if pages}:
        with path.open("rb") as file:
            yield from _second_pass(path, file, wanted)


def _first_pass(path: Path, file: IO[bytes], wanted: _Wanted) -> Iterator[Saved | Skipped]:
    from warcio.archiveiterator import ArchiveIterator

    stream = _Checked(file)
    records = end = 0
    try:
        iterator = ArchiveIterator(stream)
        for record in iterator:
            records += 1
            page = _record(record, path, wanted)
            missing = _drain(record)
            end = stream.position - iterator.reader.rem_length()
            if missing is None:
                yield Skipped(
                    "malformed", f"{path}, record {records}: without a Content-Length", lost=True
                )
            elif missing:
                where = f"{path}, record {records}: {missing} bytes short of its Content-Length"
                yield Skipped("cut", where, lost=True)
                return
            elif page is not None:
                yield page
    except Exception as error:  # on damaged input, warcio raises exceptions of many kinds
        reason = "unreadable" if stream.ends_whole(end) else "cut"
        yield Skipped(reason, f"{path}, after {records} records: {error}", lost=True)
    else:
        if iterator.err_count:
            where = (
                f"{path}: {iterator.err_count} records of another length than their Content-Length"
            )
            yield Skipped("malformed", where, lost=True)
        if not stream.ends_whole(end):
            yield Skipped("cut", f"{path}, after {records} records", lost=True)


def _second_pass(path: Path, file: IO[bytes], wanted: _Wanted) -> Iterator[Saved | Skipped]:
    """Yields the pages of revisit records, with the payloads of the records that they refer to."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        for record in ArchiveIterator(_Checked(file)):
            if record.rec_type == "response" and (pages := wanted.pop(_digest(record), None)):
                whole = _with_body(record, pages[0], str(path))
                for page in pages:
                    yield replace(page, body=whole.body) if isinstance(whole, Saved) else whole
            if not wanted:
                return
    except Exception:  # the first pass has reported it
        pass
    yield from (
        Skipped("warc_revisit", f"{path}: {page.url}")
        for pages in wanted.values()
        for page in pages
    )


def _drain(record: Any) -> int | None:
    """Returns the bytes missing from a record's Content-Length, or None without one: warcio returns
    a cut record as if it were whole.
    """
    while record.raw_stream.read(65536):
        pass
    missing: int | None = getattr(record.raw_stream, "limit", None)
    return missing


def _digest(record: Any) -> str:
    return record.rec_headers.get_header("WARC-Payload-Digest") or ""


def _record(record: Any, path: Path, wanted: _Wanted) -> Saved | Skipped | None:
    """Returns the page of a WARC record, or None if the second pass reads its body."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    where = f"{path}: {url}"
    if record.rec_type not in ("response", "resource", "revisit"):
        return Skipped(f"warc_{record.rec_type}", where)
    page = _without_body(record, url, where, path)
    if record.rec_type == "revisit":
        same_address = record.rec_headers.get_header("WARC-Refers-To-Target-URI") == url
        if isinstance(page, Skipped) or same_address or _digest(record) not in wanted:
            return Skipped("warc_revisit", where)
        wanted[_digest(record)].append(page)
        return None
    if isinstance(page, Skipped):
        return page
    wanted.setdefault(_digest(record), [])
    return _with_body(record, page, where)


def _without_body(record: Any, url: str, where: str, path: Path) -> Saved | Skipped:
    """Returns a record's page as far as its headers tell."""
    if not url.startswith(("http://", "https://")):
        return Skipped("not_http", where)
    http = record.http_headers
    stated = str(http.get_statuscode()) if http else ""
    status = int(stated) if re.fullmatch("[1-5][0-9][0-9]", stated) else None
    if http and status is None:
        return Skipped("no_status", f"{where}: {stated[:80]!r}")
    if status is not None and status not in _OK:
        return Skipped(f"status_{status}", where)
    headers = list(http.headers) if http else [("Content-Type", record.content_type or "")]
    kind = header(headers, "content-type").partition(";")[0].strip()
    if kind not in _PAGES:
        return Skipped("not_html", f"{where}: {kind}")
    kept = tuple((name, value) for name, value in headers if name.lower() not in _PACKED)
    # WARC 1.1 allows fractions of a second, newscrawl's records don't.
    date = _FRACTION.sub("Z", record.rec_headers.get_header("WARC-Date") or "") or None
    return Saved(url, status, kept, b"", date, path)


def _with_body(record: Any, page: Saved, where: str) -> Saved | Skipped:
    stream = record.content_stream()
    body = stream.read(MAX_SIZE + 1)
    if len(body) > MAX_SIZE:
        return Skipped("too_large", f"{where}: over {MAX_SIZE} bytes")
    if not body:
        return Skipped("empty_page", where)
    # If a body's Content-Encoding is damaged, warcio returns the part before the damage.
    unpacked = getattr(getattr(stream, "decompressor", None), "eof", True)
    headers = record.http_headers.headers if record.http_headers else ()
    encoding = header(headers, "content-encoding").strip()
    if not unpacked or (encoding in _STAYS_PACKED and not body.lstrip().startswith(b"<")):
        return Skipped("not_unpacked", f"{where}: {encoding}", lost=True)
    if is_binary(body):
        return Skipped("binary", where)
    return replace(page, body=body)


class _Checked:
    """The unpacked bytes of a WARC file. warcio takes the end of a cut file for its regular end."""

    def __init__(self, file: IO[bytes]) -> None:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._read = gzip.GzipFile(fileobj=file).read1 if packed else file.read
        self._tail = b""
        self._broken = False
        self.position = 0

    def read(self, size: int = -1) -> bytes:
        try:
            # read1, not read: read loses what it has unpacked before it meets the damage.
            data = self._read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self._broken = isinstance(error, EOFError)
            raise OSError(f"damaged or cut compressed data ({error})") from error
        self.position += len(data)
        self._tail = (self._tail + data[-64:])[-64:]
        return data

    def ends_whole(self, end: int) -> bool:
        """Returns whether two line ends follow the last record (WARC 1.1, section 4)."""
        rest = self._tail[min(end - self.position, -1) :]
        return not self._broken and rest.endswith(b"\r\n\r\n") and not rest.strip()

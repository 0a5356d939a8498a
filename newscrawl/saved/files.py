"""Pages that were saved before: WARC, .html, .mhtml, .txt files and folders of them, read one by one; no Scrapy, no network."""

from __future__ import annotations

import glob
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from newscrawl.extraction.document import Document
from newscrawl.saved import mhtml
from newscrawl.saved.meter import Meter

WARC_SUFFIXES = (".warc", ".warc.gz")
HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
TEXT_SUFFIXES = (".txt",)
BUNDLE_SUFFIXES = (".mhtml", ".mht")
MAX_SIZE = 16 * 1024 * 1024
"""Bytes of the largest page that is read: the same bound as DOWNLOAD_MAXSIZE sets to a download."""
MAX_BUNDLE = 8 * MAX_SIZE
"""Bytes of the largest .mhtml file that is read: it holds the page's pictures too."""


@dataclass(frozen=True)
class Saved:
    """A saved page: its address, what the server answered, and which file it is from. `fetched_at` is in ISO 8601."""

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str | None
    source: Path

    def document(self) -> Document:
        """The page as extraction reads it."""
        document = Document.of(self.body, self.url, dict(self.headers), self.status)
        document.headers = {}
        for name, value in self.headers:
            document.headers.setdefault(name.lower(), []).append(value)
        return document


@dataclass(frozen=True)
class Skipped:
    """Something that gave no page, why, and whether that means that input was lost (unreadable or cut)."""

    reason: str
    where: str
    lost: bool = False


def expand(pattern: str) -> list[Path]:
    """The files and folders that a path or a pattern such as `saved/**/*.html` names; [] if there are none."""
    path = Path(pattern).expanduser()
    if path.exists():
        return [path]
    return sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207 # Path.glob takes no absolute pattern


def pages_in(
    paths: Iterable[Path], meter: Meter | None = None, _above: frozenset[Path] = frozenset()
) -> Iterator[Saved | Skipped]:
    """All pages under `paths`, folders in the order of their names; one page in memory at a time.

    `meter` learns how much was read.
    """
    meter = meter or Meter()
    for path in paths:
        try:
            if not path.is_dir():
                with meter.reading(path):
                    yield from _file(path, meter)
            elif (folder := path.resolve()) in _above:
                yield Skipped("link_to_folder_above", str(path))
            else:
                yield from pages_in(sorted(path.iterdir()), meter, _above | {folder})
        except OSError as error:
            yield Skipped("unreadable", f"{path}: {error}", lost=True)


def _file(path: Path, meter: Meter) -> Iterator[Saved | Skipped]:
    name = path.name.lower()
    if name.startswith("."):
        yield Skipped("hidden_file", str(path))
    elif not path.is_file():
        yield Skipped("not_a_file", str(path))
    elif path.stat().st_size == 0:
        yield Skipped("empty_file", str(path))
    elif name.endswith(WARC_SUFFIXES):
        yield from _warc(path, meter)
    elif name.endswith(BUNDLE_SUFFIXES):
        yield _bundle(path)
    elif (bare := name.removesuffix(".gz")).endswith(HTML_SUFFIXES + TEXT_SUFFIXES):
        yield _page(path, "text/html" if bare.endswith(HTML_SUFFIXES) else "text/plain")
    else:
        known = ", ".join(WARC_SUFFIXES + HTML_SUFFIXES + TEXT_SUFFIXES + BUNDLE_SUFFIXES)
        yield Skipped("unknown_type", f"{path}: not one of {known}, nor one of these with .gz")


def _page(path: Path, content_type: str) -> Saved | Skipped:
    """A page or text that is a file by itself, packed by gzip if the name ends in .gz."""
    packed = path.name.lower().endswith(".gz")
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            body = file.read(MAX_SIZE + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        return Skipped("cut" if isinstance(error, EOFError) else "unreadable", f"{path}: {error}", lost=True)
    if len(body) > MAX_SIZE:
        return Skipped("too_large", f"{path}: over {MAX_SIZE} bytes")
    if not body:
        return Skipped("empty_file", str(path))
    if is_binary(body):
        return Skipped("binary", str(path))
    return Saved(path.resolve().as_uri(), None, (("Content-Type", content_type),), body, None, path)


def _bundle(path: Path) -> Saved | Skipped:
    """The page of an .mhtml file, as browsers save it with its pictures."""
    if path.stat().st_size > MAX_BUNDLE:
        return Skipped("too_large", f"{path}: over {MAX_BUNDLE} bytes")
    page = mhtml.page_of(path.read_bytes())
    if page is None:
        return Skipped("unreadable", f"{path}: no page in it", lost=True)
    if len(page.body) > MAX_SIZE:
        return Skipped("too_large", f"{path}: over {MAX_SIZE} bytes")
    if not page.body.strip():
        return Skipped("empty_page", str(path))
    url = page.url or path.resolve().as_uri()
    return Saved(url, None, (("Content-Type", page.content_type),), page.body, page.saved_at, path)


def is_binary(body: bytes) -> bool:
    """Whether this is no text in any encoding: a NUL byte near its start, and no mark of UTF-16 or UTF-32."""
    return b"\x00" in body[:2048] and not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))


def _warc(path: Path, meter: Meter) -> Iterator[Saved | Skipped]:
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    with path.open("rb") as file:
        meter.file = file
        stream = _Checked(file)
        records = end = 0
        try:
            iterator = ArchiveIterator(stream)
            for record in iterator:
                records += 1
                page = _record(record, path)
                missing = _drain(record)
                end = stream.position - iterator.reader.rem_length()
                if missing is None:
                    yield Skipped("malformed", f"{path}, record {records}: without a Content-Length", lost=True)
                elif missing:
                    where = f"{path}, record {records}: {missing} bytes short of its Content-Length"
                    yield Skipped("cut", where, lost=True)
                    return
                else:
                    yield page
        except Exception as error:  # on damaged input, warcio raises whatever it runs into
            reason = "unreadable" if stream.ends_whole(end) else "cut"
            yield Skipped(reason, f"{path}, after {records} records: {error}", lost=True)
        else:
            if iterator.err_count:
                where = f"{path}: {iterator.err_count} records of another length than their Content-Length"
                yield Skipped("malformed", where, lost=True)
            if not stream.ends_whole(end):
                yield Skipped("cut", f"{path}, after {records} records", lost=True)


def _drain(record: Any) -> int | None:
    """Read what is left of a record. The bytes short of its Content-Length; None without one.

    warcio hands back a cut record as whole.
    """
    while record.raw_stream.read(65536):
        pass
    missing: int | None = getattr(record.raw_stream, "limit", None)
    return missing


def _record(record: Any, path: Path) -> Saved | Skipped:
    """A WARC record as a page."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    where = f"{path}: {url}"
    if record.rec_type not in ("response", "resource"):
        return Skipped(f"warc_{record.rec_type}", where)
    stream = record.content_stream()
    body = stream.read(MAX_SIZE + 1)
    if len(body) > MAX_SIZE:
        return Skipped("too_large", f"{where}: over {MAX_SIZE} bytes")
    # Of a damaged Content-Encoding, warcio hands back what comes before the damage.
    unpacked = getattr(getattr(stream, "decompressor", None), "eof", True)
    if not url.startswith(("http://", "https://")):
        return Skipped("not_http", where)
    http = record.http_headers
    stated = str(http.get_statuscode()) if http else ""
    status = int(stated) if re.fullmatch("[1-5][0-9][0-9]", stated) else None
    if http and status is None:
        return Skipped("no_status", f"{where}: {stated[:80]!r}")
    if status is not None and not 200 <= status < 300:
        return Skipped(f"status_{status}", where)
    headers = list(http.headers) if http else [("Content-Type", record.content_type or "")]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    kind = kind.partition(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain", ""):
        return Skipped("not_html", f"{where}: {kind}")
    if not body:
        return Skipped("empty_page", where)
    encoding = next((value for name, value in headers if name.lower() == "content-encoding"), "").strip().lower()
    if not unpacked or (encoding in _STAYS_PACKED and not body.lstrip().startswith(b"<")):
        return Skipped("not_unpacked", f"{where}: {encoding}", lost=True)
    if is_binary(body):
        return Skipped("binary", where)
    # The body above is decoded: what these headers say of it no longer holds.
    kept = [(name, value) for name, value in headers if name.lower() not in ("content-encoding", "transfer-encoding")]
    return Saved(url, status, tuple(kept), body, record.rec_headers.get_header("WARC-Date"), path)


_STAYS_PACKED = frozenset({"zstd", "compress", "x-compress", "dcb", "dcz"})  # what warcio does not unpack


class _Checked(io.RawIOBase):
    """A WARC's bytes, unpacked, that knows whether they ended whole: warcio takes the end of a cut file for its end."""

    def __init__(self, file: IO[bytes]) -> None:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._read = gzip.GzipFile(fileobj=file).read1 if packed else file.read
        self._tail = b""
        self._broken = False
        self.position = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            # read1 and not read: which would lose what it has unpacked before it meets the damage.
            data = self._read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self._broken = isinstance(error, EOFError)
            raise OSError(f"damaged or cut compressed data ({error})") from error
        self.position += len(data)
        self._tail = (self._tail + data[-64:])[-64:]
        return data

    def ends_whole(self, end: int) -> bool:
        """Whether two line ends close the last record, which ends at `end` (WARC 1.1, section 4)."""
        rest = self._tail[min(end - self.position, -1) :]
        return not self._broken and rest.endswith(b"\r\n\r\n") and not rest.strip()

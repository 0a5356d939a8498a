"""Reads the page in an MHTML file (RFC 2557): a MIME message whose first HTML part is the page.

The parts are split by hand: the standard library's parser takes quadratic time for nested
messages.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path

from newscrawl.extraction.facts import dateparse
from newscrawl.saved.page import Saved

MAX_HEAD = 65_536
"""Bytes of the headers of a message or a part. A file with longer headers is not MHTML."""
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def page_of(data: bytes, path: Path) -> Saved | None:
    """Returns the first HTML part of an MHTML file, or the file itself if it has no parts.

    Returns None if there is no HTML. A page without an http address has that of the file.
    """
    head, rest = _headed(data)
    if head is None:
        return None
    boundary = head.get_boundary()
    parts = [(head, rest)] if boundary is None else _parts(rest, boundary)
    for part, body in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            url = _address(head, part) or path.resolve().as_uri()
            charset = part.get_content_charset()
            kind = f"text/html; charset={charset}" if charset else "text/html"
            headers = (("Content-Type", kind),)
            stated = dateparse.parse(str(head.get("Date", "")))
            saved_at = stated.instant if stated else None
            return Saved(url, None, headers, _decoded(part, body), saved_at, path)
    return None


def _headed(data: bytes) -> tuple[Message | None, bytes]:
    """Splits `data` into its headers and what follows the blank line behind them."""
    data = data.lstrip(b"\r\n")
    end = _BLANK_LINE.search(data, 0, MAX_HEAD)
    if end is None:
        return None, b""
    return BytesHeaderParser().parsebytes(data[: end.start()]), data[end.end() :]


def _parts(data: bytes, boundary: str) -> Iterator[tuple[Message, bytes]]:
    line = re.compile(
        rb"(?:^|\r?\n)--"
        + re.escape(boundary.encode("ascii", "replace"))
        + rb"(?:--)?[ \t]*(?=\r?\n|$)"
    )
    places = list(line.finditer(data))
    ends = [place.start() for place in places[1:]] + [len(data)]
    for place, end in zip(places, ends, strict=False):
        head, body = _headed(data[place.end() : end])
        if head is not None:
            yield head, body


def _decoded(part: Message, body: bytes) -> bytes:
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    try:
        if encoding == "base64":
            return base64.b64decode(body)
    except (binascii.Error, ValueError):
        return b""
    return quopri.decodestring(body) if encoding == "quoted-printable" else body


def _address(head: Message, part: Message) -> str | None:
    for value in (head.get("Snapshot-Content-Location"), part.get("Content-Location")):
        url = "".join(str(value or "").split())
        if url.startswith(("http://", "https://")):
            return url
    return None

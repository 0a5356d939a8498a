"""The text of a feed or sitemap, unpacked and safe to parse."""

from __future__ import annotations

import re
import zlib


class UnreadableError(ValueError):
    """The source can't be read. `reason` is one word or two, for the stats."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_PACKED = 2
"""How often a file may be compressed: once as a file and once more by the server."""
_BEFORE_ROOT = 8_192
"""Bytes in which the root element is searched: servers may print warnings before it."""
_START = 200
"""The first bytes of a file. They tell HTML and JSON from XML."""
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(
    rb"<(?:\?xml\s|(?:\w{1,20}:)?(?:urlset|sitemapindex|rss|rdf|feed)[\s>])", re.IGNORECASE
)
# Entity declarations. Feeds don't need them, and with them a small file can grow to gigabytes. The
# pattern matches UTF-16 too.
_ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", re.IGNORECASE)
_HTML = re.compile(rb"<!doctype\s+html|<html\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
"""The first bytes of a gzip member (RFC 1952, 2.3.1)."""


def source_text(body: bytes, most: int) -> bytes:
    """Returns a source's text in UTF-8, unpacked, without a server's warnings before the root.

    Raises UnreadableError: "empty", "gzip", "html", "entities", or "too large" (over `most` bytes).
    """
    for _ in range(_PACKED):
        if not body.startswith(_GZIP):
            break
        body = _gunzip(body, most)
    if len(body) > most:
        raise UnreadableError("too large")
    # the byte order mark overrules the declaration (RFC 7303, 3.3)
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = body.decode("utf-16", "replace").lstrip()
        declaration = _DECLARATION.match(text)
        body = text[declaration.end() if declaration else 0 :].encode("utf-8", "replace")
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    root = _ROOT.search(body, 0, _BEFORE_ROOT)
    if root and not body[:_START].lower().startswith((b"<!doctype", b"<html", b"{")):
        body = body[root.start() :]
    if not body:
        raise UnreadableError("empty")
    if _HTML.match(body):
        raise UnreadableError("html")
    if not body.startswith(b"{") and _ENTITY.search(body):
        raise UnreadableError("entities")
    return body


def _gunzip(body: bytes, most: int) -> bytes:
    """Returns the unpacked members of a gzip file. A cut file gives what it holds."""
    found = b""
    while body.startswith(_GZIP):
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)  # 16: with a gzip header
        try:
            found += member.decompress(body, most + 1 - len(found))
        except zlib.error as error:
            raise UnreadableError("gzip") from error
        if len(found) > most:
            raise UnreadableError("too large")
        body = member.unused_data
    if not found:
        raise UnreadableError("gzip")
    return found

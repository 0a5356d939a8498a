"""An `Entry`: an article found by discovery, with everything that the source states about it."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from email.utils import parsedate_to_datetime

from newscrawl.extraction.facts.zones import OFFSETS


class UnreadableError(ValueError):
    """The source can't be read. `reason` is one word or two, for the stats."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Entry:
    """An article's address and what the link, feed or sitemap states about the article.

    A date is a `date` if the source gives only a day, and a `datetime` without offset if it gives
    no zone. `text` is the article's text or summary in a feed, as HTML or plain text. `listed` is
    a date beside the link: of publication or of the last change. It only proves that the article
    is not newer.
    """

    url: str
    title: str | None = None
    published: date | None = None
    modified: date | None = None
    language: str | None = None
    text: str | None = None
    listed: date | None = None


_PACKED = 2
"""How often a file may be compressed: once as a file and once more by the server."""
_BEFORE_ROOT = 8_192
"""Bytes in which the root element is searched: servers may print warnings before it."""
_START = 200
"""Bytes by which a page of HTML or JSON is recognised."""
_LONGEST_DATE = 64
"""Characters of the longest date. The longest forms of RFC 822 have about 40."""
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(
    rb"<(?:\?xml\s|(?:\w{1,20}:)?(?:urlset|sitemapindex|rss|rdf|feed)[\s>])", re.IGNORECASE
)


_GZIP = b"\x1f\x8b"
"""The first bytes of a gzip member (RFC 1952, 2.3.1)."""


def unpacked(body: bytes, most: int) -> bytes:
    """Returns a source's text in UTF-8, decompressed, without warnings of the server before the
    root element.

    Raises UnreadableError: "gzip", or "too large" for more than `most` bytes.
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
    return body


def _gunzip(body: bytes, most: int) -> bytes:
    """Returns the unpacked members of a gzip file, joined. A cut file gives what it holds;
    trailing bytes are ignored.

    Raises UnreadableError: "gzip", or "too large" for more than `most` bytes.
    """
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


_NAMED_ZONE = re.compile(r" ([A-Z]{3,4})$")


def parse_date(raw: str | None) -> date | None:
    """Returns a date of a feed or sitemap in the form of ISO 8601 or RFC 822, or None for other
    forms.
    """
    text = " ".join((raw or "").split())
    if not text or len(text) > _LONGEST_DATE:
        return None
    with suppress(ValueError):
        return date.fromisoformat(text)
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    zone = _NAMED_ZONE.search(text)  # RFC 822 knows only a few names of zones
    offset = OFFSETS.get(zone[1]) if zone else None
    try:
        if zone and offset:
            return parsedate_to_datetime(f"{text[: zone.start()]} +0000").replace(tzinfo=offset)
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def latest(stated: date, zone: tzinfo) -> datetime:
    """Returns the last instant that a date can mean, in UTC. `zone` is for dates without an
    offset.
    """
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.max)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):  # near the first or last day of the calendar
        return moment.replace(tzinfo=UTC)

"""What discovery finds: an `Entry` for each article, with all that its source says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from email.utils import parsedate_to_datetime

from newscrawl.zones import OFFSETS


class UnreadableError(ValueError):
    """A source that gives no entries for a reason; `reason` is one word or two, to be counted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Entry:
    """An article's address and what the link, feed or sitemap says of it.

    Dates are as stated: a `date` where only a day is, a `datetime` without offset where no zone is.
    `text` is the article's text where a feed gives one, or its summary, as HTML or plain. `listed` is the date that stands
    by the link, of publication or of the last change: the article is no newer, and that is all it says.
    """

    url: str
    title: str | None = None
    published: date | None = None
    modified: date | None = None
    language: str | None = None
    text: str | None = None
    listed: date | None = None


_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(rb"<(?:\?xml\s|(?:\w{1,20}:)?(?:urlset|sitemapindex|rss|rdf|feed)[\s>])", re.IGNORECASE)


def unpacked(body: bytes, most: int) -> bytes:
    """The text of a source, freed of gzip, of UTF-16 and of what its server said before it; `most` bytes of it.

    Raises UnreadableError: "gzip", "too large".
    """
    from scrapy.utils.gz import gunzip

    # Served files are at times packed twice, once as a file and once for the way.
    for _ in range(2):
        if not body.startswith(b"\x1f\x8b"):
            break
        try:
            body = gunzip(body, max_size=most)
        except Exception as error:
            raise UnreadableError("too large" if "exceeded" in str(error) else "gzip") from error
    if len(body) > most:
        raise UnreadableError("too large")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):  # whatever the declaration says of it (RFC 7303, 3.3)
        text = body.decode("utf-16", "replace").lstrip()
        declaration = _DECLARATION.match(text)
        body = text[declaration.end() if declaration else 0 :].encode("utf-8", "replace")
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    # Warnings of the server's own programs; a page of HTML and a plain list of addresses have no such root.
    if (root := _ROOT.search(body, 0, 8_192)) and not body[:200].lower().startswith((b"<!doctype", b"<html", b"{")):
        body = body[root.start() :]
    return body


_NAMED_ZONE = re.compile(r" ([A-Z]{3,4})$")


def parse_date(raw: str | None) -> date | None:
    """A date of a feed or sitemap: ISO 8601 or RFC 822; None where it is neither."""
    text = " ".join((raw or "").split())
    if not text or len(text) > 64:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    zone = _NAMED_ZONE.search(text)  # RFC 822 knows few names
    offset = OFFSETS.get(zone[1]) if zone else None
    try:
        if zone and offset:
            return parsedate_to_datetime(f"{text[: zone.start()]} +0000").replace(tzinfo=offset)
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def latest(stated: date, zone: tzinfo) -> datetime:
    """The last instant that a stated date can mean, in UTC; `zone` is that of dates without an offset."""
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.max)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):  # at the ends of the calendar
        return moment.replace(tzinfo=UTC)

"""An `Entry`: an article found by discovery, with everything that the source states about it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from email.utils import parsedate_to_datetime

from newscrawl.extraction.facts.dates import EARLIEST, FILLERS
from newscrawl.extraction.facts.zones import OFFSETS


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


_LONGEST_DATE = 64
"""Characters of the longest date. The longest forms of RFC 822 have about 40."""
_NAMED_ZONE = re.compile(r" ([A-Z]{3,4})$")


def parse_date(raw: str | None) -> date | None:
    """Returns a date in the form of ISO 8601 or RFC 822. Returns None for other forms, and for
    days that systems write if they know none.
    """
    found = _parsed(raw)
    day = found.date() if isinstance(found, datetime) else found
    return None if day is None or day.year < EARLIEST or day in FILLERS else found


def _parsed(raw: str | None) -> date | None:
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
    """Returns the last instant that a date can mean, in UTC. `zone` is for dates without offset."""
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.max)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):  # near the first or last day of the calendar
        return moment.replace(tzinfo=UTC)

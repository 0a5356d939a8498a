"""An `Entry`: an article found by discovery, with everything that the source states about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from newscrawl.extraction.facts import dateparse
from newscrawl.extraction.facts.dates import EARLIEST, FILLERS


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


_UTC = re.compile(r" (?:Z|UT)\s*$")
"""RFC 822's names of UTC beside GMT: "10:00:00 Z", "10:00:00 UT"."""


def parse_date(raw: str | None) -> date | None:
    """Returns the date in a text. Returns None without one, and for days that systems write if they
    know none.
    """
    found = dateparse.parse(_UTC.sub("Z", raw)) if raw else None
    return (
        found.value if found and found.day.year >= EARLIEST and found.day not in FILLERS else None
    )


def latest(stated: date, zone: tzinfo) -> datetime:
    """Returns the last instant that a date can mean, in UTC. `zone` is for dates without offset."""
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.max)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (OverflowError, ValueError):  # near the first or last day of the calendar
        return moment.replace(tzinfo=UTC)

"""Reads dates in the forms of pages: ISO 8601, seconds since 1970, RFC 2822, words of many
languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from newscrawl.extraction.facts.date_words import CLOCK, NAMED, in_words, offset_of
from newscrawl.extraction.strings import clean

Precision = Literal["second", "minute", "day"]

MAX_RAW = 200
"""Characters of a text that are read as a date. Longer texts are sentences."""
SHORTEST = 6
"""Characters of the shortest date: 1.5.24."""
MAX_LINE = 300
"""Characters of a line in which dates are looked for."""
MOSTLY = 4
"""A line is mostly a date if dates make up at least one part in this many of its characters."""
SECONDS = 10
"""Digits of a count of seconds since 1970, from 2001 to 2286. A count of milliseconds has 13."""
MAX_OFFSET = timedelta(hours=15)
"""The largest offset from UTC that is read. The largest in use is 14 hours."""
_MICROSECONDS = 6
"""Digits of a fraction of a second that `datetime` keeps."""
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_PACKED = re.compile(r"[T ]\d{6}")
_RFC = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?!.{0,9}[AaPp]\.?[Mm])"
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|(?:[+-]\d{4})?\)/)?")
_YEAR = r"(?:19|20)\d{2}"
_HALF_MARK = r"(?:\s?[ap]\.?\s?m\b\.?)?"  # "pm", "p. m."
WRITTEN = re.compile(
    # A time of day before the date: "16:20 Uhr, ", "9:15 a.m. EST – ".
    rf"(?:(?<![\d.:])\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?{_HALF_MARK}(?-i:\s[A-Z]{{1,3}}T|\sUTC)?"
    r"(?:\s(?:uhr|on))?(?:,\s?|\s[-–|•]\s|\s))?"
    # 05.04.2025, 4/5/25
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}"
    # 2025-04-05, 2025年4月5日
    rf"|{_YEAR}\s?[./年년-]\s?\d{{1,2}}\s?[./月월-]\s?\d{{1,2}}[日일.]?"
    # 12 de abril de 2025, 5th April 2025
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|di\s)?{NAMED}\.?,?\s(?:de\s)?(?:{_YEAR}|25\d{{2}})"
    # 05-Apr-2025
    rf"|\d{{1,2}}(?P<sign>[./-])[^\W\d]{{3,9}}(?P=sign){_YEAR}"
    # April 3rd, 2025
    rf"|{NAMED}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}"
    # 2025. április 3.
    rf"|{_YEAR}\.\s{NAMED}\s\d{{1,2}}\.?)(?!\d)"
    # A time of day behind the date: " um 16:20 Uhr", ", 15h15", " at 3.15 p.m. (EST)".
    r"(?:\D{1,12}\d{1,2}(?:[:.]|\s?[h時时시]\s?)\d{2}(?::\d{2})?(?!\.?\d)"
    rf"{_HALF_MARK}(?:\suhr)?"
    r"(?-i:\s\(?(?:[A-Z]{1,4}T|UTC|MES?Z|MSK|WIB)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)?)?",
    re.IGNORECASE,
)
"""A date among other words, with the time of day before or behind it."""


@dataclass(frozen=True)
class Moment:
    """A date as stated.

    `value` is a `datetime`, with or without offset, or a `date`. `source` names the place on the
    page. `raw` is the text as it stands there. `zone` says who gave the offset: the page or the
    publisher's configuration.
    """

    value: datetime | date
    precision: Precision
    source: str
    raw: str
    zone: Literal["stated", "publisher"] | None = None

    @property
    def midnight(self) -> bool:
        """Whether the time is 00:00:00. Mostly it stands for an unknown time of that day."""
        return isinstance(self.value, datetime) and (
            self.value.hour,
            self.value.minute,
            self.value.second,
        ) == (0, 0, 0)

    @property
    def text(self) -> str:
        """The date in ISO 8601, as much of it as is known: a day, a time, an offset."""
        return self.value.isoformat()

    @property
    def instant(self) -> str | None:
        """The date in UTC with Z; None if the offset or the time is not known."""
        if (
            not isinstance(self.value, datetime)
            or self.value.tzinfo is None
            or self.precision == "day"
        ):
            return None
        return self.value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    @property
    def day(self) -> date:
        """The day, in the zone in which the date is stated."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


def is_mostly_date(text: str) -> bool:
    """Returns whether a line says little beside a date: a byline with a date, "Updated …"."""
    found = sum(len(match[0]) for match in WRITTEN.finditer(text[:MAX_LINE]))
    return found * MOSTLY >= len(text)


def parse(raw: str, source: str = "text", language: str | None = None) -> Moment | None:
    """Returns the date in `raw`; None if it holds none.

    The forms are tried in this order: seconds since 1970, ISO 8601, RFC 2822, words and figures.
    `language` decides how the names of months are read, and whether 3/4 is in March or in April.
    """
    raw = (clean(raw, MAX_RAW) or "").strip("\"' ")
    if len(raw) < SHORTEST or not any(sign.isdigit() for sign in raw):
        return None
    if raw.isascii() and (epoch := _EPOCH.fullmatch(raw)):
        seconds = int(epoch[1]) / (1 if len(epoch[1]) == SECONDS else 1000)
        return Moment(datetime.fromtimestamp(seconds, UTC), "second", source, raw, "stated")
    value: datetime | date | None = iso(raw)
    if value is None and _RFC.match(raw):
        try:
            value = parsedate_to_datetime(raw)
        except (ValueError, TypeError, IndexError, OverflowError):
            value = None
    if value is None:
        value = in_words(raw, language)
    if value is None and not _ISO.match(raw) and (found := WRITTEN.search(raw)) and found[0] != raw:
        value = in_words(found[0], language)  # "Posted on …"
    if value is None:
        return None
    if isinstance(value, datetime):
        if value.tzinfo is not None and abs(value.utcoffset() or timedelta()) > MAX_OFFSET:
            return None
        clock = CLOCK.search(raw)
        precision: Precision = (
            "second" if (clock and clock["seconds"]) or _PACKED.search(raw) else "minute"
        )
        return Moment(value, precision, source, raw, "stated" if value.tzinfo else None)
    return Moment(value, "day", source, raw)


def iso(raw: str) -> datetime | date | None:
    """Returns the date in ISO 8601 that `raw` holds, with or without a time; None for any other
    text.

    A remark in brackets may stand behind it: "2025-04-05T10:00Z[UTC]".
    """
    found = _ISO.match(raw)
    if not found or (
        found.end() != len(raw) and raw[found.end() :].strip()[:1] not in ("", "[", "(")
    ):
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        value = datetime(
            int(year),
            int(month),
            int(day),
            int(hour),
            int(minute),
            int(second or 0),
            int((fraction or "").ljust(_MICROSECONDS, "0")[:_MICROSECONDS]),
        )
        return value.replace(tzinfo=offset_of(zone)) if zone else value
    except ValueError:
        return None

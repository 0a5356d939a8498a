"""Reads dates in the forms of pages: ISO 8601, seconds since 1970, words of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Literal

from newscrawl.extraction.facts.zones import OFFSETS, REGIONS
from newscrawl.extraction.strings import clean, plain
from newscrawl.extraction.vocabulary import words

Precision = Literal["second", "minute", "day"]

DAY, MIDNIGHT, TIME, INSTANT = range(4)
"""How much a date says: a day, a day and the time 00:00:00, a time of day, a time with its offset.
"""
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
_HALF_A_DAY = _MONTHS = 12
"""Hours of half a day, and months of a year."""
_CENTURY = 2000
"""A year of two digits is of this century."""
_BUDDHIST, _BUDDHIST_ERA = 2400, 543
"""Years from the first number on are of the Thai calendar, which is so many years ahead."""
_ABBREVIATED = 2
"""Digits of a year without its century."""
_HOURS_ONLY = 3
"""Characters of an offset without minutes: +02."""
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|(?:[+-]\d{4})?\)/)?")
_WITH_SECONDS = re.compile(r"\d[:.]\d{2}:\d{2}|[T ]\d{6}")
_YEAR = r"(?:19|20)\d{2}"
# The name of a month. The vowel signs of India's scripts do not count as letters in `re`.
_NAMED = r"(?:[^\W\d]{3,12}|[\u0600-\u0e4f][\u0600-\u0e4f.]{1,13})"


def _clock(name: str) -> str:
    """Returns the pattern of a time of day: "16:20:05", "15h15", "15時15分", "3.15 p. m."."""
    return (
        rf"(?P<hour{name}>\d{{1,2}})(?:[:.]|\s?[h時时시]\s?)(?P<minute{name}>\d{{2}})"
        rf"(?::(?P<second{name}>\d{{2}})(?:[.,]\d{{1,9}})?)?(?!\.?\d)[分분]?"
        rf"(?:\s?(?P<half{name}>[ap])\.?\s?m\b\.?)?"
    )


WRITTEN = re.compile(
    # A time of day before the date: "16:20 Uhr, ", "9:15 a.m. EST – ".
    rf"(?:(?<![\d.:]){_clock('')}(?-i:\s[A-Z]{{1,3}}T|\sUTC)?"
    r"(?:\s(?:uhr|on))?(?:,\s?|\s[-–|•]\s|\s{1,2}))?"
    # 05.04.2025, 4/5/25
    r"(?<!\d)(?:(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<last>(?:19|20)?\d{2})"
    # 2025-04-05, 2025年4月5日
    rf"|(?P<year>{_YEAR})\s?[./年년-]\s?(?P<month>\d{{1,2}})\s?[./月월-]\s?(?P<day>\d{{1,2}})[日일.]?"
    # 12 de abril de 2025, 5th April 2025, 05-Apr-25, 8 tháng 5 năm 2024
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:,\s|[\s./-])(?:d[ei]\s|of\s)?"
    rf"(?:tháng\s)?(?P<name2>{_NAMED}|(?<=tháng\s)\d{{1,2}})\.?,?[\s./-](?:de\s|năm\s)?"
    rf"(?P<year2>{_YEAR}|25\d{{2}}|\d{{2}}(?!\d|[:.h]\d))"
    # April 3rd, 2025, Apr 03 12:45:00 2025
    rf"|(?P<name3>{_NAMED})\.?\s(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?,?\s"
    rf"(?:{_clock('3')}\s(?:[A-Z]{{2,4}}\s)?)?(?P<year3>{_YEAR})"
    # 2025. április 3., 2025-April-03
    rf"|(?P<year4>{_YEAR})(?:\.\s|-)(?P<name4>{_NAMED})[\s-](?P<day4>\d{{1,2}})\.?)(?!\d)"
    # A time of day behind the date: " um 16:20 Uhr", ", 15h15", " at 3.15 p.m. (EST)".
    rf"(?:\D{{1,12}}{_clock('5')}(?:\suhr)?"
    r"(?-i:Z?\s?\(?(?:[A-Z]{1,4}T|UTC|MES?Z|MSK|WIB)\b(?:\s?[+-]\d{1,2}(?::?[0-5]\d)?)?"
    r"|Z|\s?[+-](?:0\d|1[0-4]):?[0-5]\d)?)?",
    re.IGNORECASE,
)
"""A date among other words, with the time of day before or behind it."""
_OFFSET = re.compile(r"(?:GMT|UTC)\s?([+-]\d{1,2}(?::?\d{2})?)|:\d{2}\s?([+-]\d{2}:?\d{2})$")
_ZONE = re.compile(r"(?<![A-Za-z])[A-Z]{2,4}(?![a-zA-Z])|(?<=\d)Z$")
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt"))
_CALLED_OTHERWISE = {"no": "nb", "nn": "nb", "sh": "hr"}


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
        value = self.value
        return isinstance(value, datetime) and not (value.hour or value.minute or value.second)

    @property
    def detail(self) -> int:
        """How much the date says: DAY, MIDNIGHT, TIME or INSTANT."""
        if not isinstance(self.value, datetime):
            return DAY
        if self.midnight:
            return MIDNIGHT
        return TIME if self.value.tzinfo is None else INSTANT

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

    The forms are tried in this order: seconds since 1970, ISO 8601, words and figures. `language`
    decides how the names of months are read, and whether 3/4 is in March or in April.
    """
    raw = (clean(raw, MAX_RAW) or "").strip("\"' ")
    if len(raw) < SHORTEST or not any(sign.isdigit() for sign in raw):
        return None
    if raw.isascii() and (epoch := _EPOCH.fullmatch(raw)):
        seconds = int(epoch[1]) / (1 if len(epoch[1]) == SECONDS else 1000)
        return Moment(datetime.fromtimestamp(seconds, UTC), "second", source, raw, "stated")
    if (value := iso(raw)) is not None:
        return _moment(value, source, raw)
    if _ISO.fullmatch(raw):  # such as a month 13
        return None
    found = next(written(raw, source, language), None)
    return found and _moment(found[1].value, source, raw)


def written(text: str, source: str, language: str | None) -> Iterator[tuple[int, Moment]]:
    """Yields the dates in a text, in words or figures, each with its place in the text.

    A zone's abbreviation counts only if it has one meaning.
    """
    for found in WRITTEN.finditer(text):
        if (value := _value(found, (language or "").lower())) and (
            moment := _moment(value, source, found[0])
        ):
            yield found.start(), moment


def _moment(value: datetime | date, source: str, raw: str) -> Moment | None:
    """Returns the moment of a value; None if its offset is larger than any zone's."""
    if not isinstance(value, datetime):
        return Moment(value, "day", source, raw)
    if value.tzinfo is not None and abs(value.utcoffset() or timedelta()) > MAX_OFFSET:
        return None
    precision: Precision = "second" if _WITH_SECONDS.search(raw) else "minute"
    return Moment(value, precision, source, raw, "stated" if value.tzinfo else None)


def _value(found: re.Match[str], language: str) -> datetime | date | None:
    """Returns the date of a match of `WRITTEN`; None if there is no such day or time."""
    day, month, year = _day(found, language)
    hour, minute, second, half = next(
        (found.group(*names) for names in _CLOCKS if found[names[0]]),
        (None, None, None, None),
    )
    try:
        if month is None:
            return None
        if hour is None:
            return date(year, month, day)
        hours = int(hour)
        if half and 1 <= hours <= _HALF_A_DAY:
            hours = hours % _HALF_A_DAY + _HALF_A_DAY * (half.lower() == "p")
        value = datetime(year, month, day, hours, int(minute or 0), int(second or 0))
        if offset := _OFFSET.search(found[0]):
            return value.replace(tzinfo=offset_of(offset[1] or offset[2]))
    except ValueError:  # there is no such day, time or offset
        return None
    zones = (
        offset_of(name) if name == "Z" else OFFSETS.get(name) or REGIONS.get(name)
        for name in reversed(_ZONE.findall(found[0]))
    )
    return value.replace(tzinfo=next(filter(None, zones), None))


_CLOCKS = [
    [f"{part}{name}" for part in ("hour", "minute", "second", "half")] for name in ("5", "3", "")
]
"""The groups of a time behind, inside and before a date."""


def _day(found: re.Match[str], language: str) -> tuple[int, int | None, int]:
    """Returns day, month and year. The month is None if no month has the name."""
    if found["one"]:
        return _in_order(found, language)
    if found["year"]:
        return int(found["day"]), int(found["month"]), int(found["year"])
    place = next(place for place in "234" if found[f"year{place}"])
    day, name, year = found.group(f"day{place}", f"name{place}", f"year{place}")
    number = int(year) + _CENTURY * (len(year) == _ABBREVIATED)
    return (
        int(day),
        month_of(name, language.partition("-")[0]),
        number - _BUDDHIST_ERA * (number >= _BUDDHIST),
    )


def _in_order(found: re.Match[str], language: str) -> tuple[int, int, int]:
    """Returns day, month and year of a date in figures. The day comes first, unless the language
    has another order or the second number is not a month: 4/25/2025.
    """
    one, two, last = int(found["one"]), int(found["two"]), int(found["last"])
    if len(found["last"]) == _ABBREVIATED:
        if language.partition("-")[0] in _YEAR_FIRST:
            return last, two, _CENTURY + one
        last += _CENTURY
    month_first = language in _MONTH_FIRST or two > _MONTHS >= one
    return (two, one, last) if month_first else (one, two, last)


@lru_cache(maxsize=256)  # several places of a page name the same month
def month_of(name: str, language: str) -> int | None:
    """Returns the number of the month of that name in a language or in English, or else in any
    language, if all that have the name mean one month; None if there is none.
    """
    if name.isdigit():
        return int(name)
    name, known = plain(name).replace(".", ""), _month_names()
    language = _CALLED_OTHERWISE.get(language, language)
    tables = (known.get(language, {}), known["en"] if language else {}, known[""])
    return next((table[name] for table in tables if name in table), None)


@cache
def _month_names() -> dict[str, dict[str, int]]:
    """Returns the number of each month by language and name.

    Under the language "" are the names that mean the same month in all languages.
    """
    found: dict[str, dict[str, int]] = {}
    meanings: dict[str, set[int]] = {}
    for language, month, *names in map(str.split, words("months")):
        for name in map(plain, names):
            found.setdefault(language, {})[name] = int(month)
            meanings.setdefault(name, set()).add(int(month))
    found[""] = {name: months.pop() for name, months in meanings.items() if len(months) == 1}
    return found


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


def offset_of(zone: str) -> tzinfo:
    """Returns the zone of an offset as it is written: "Z", "+02", "+0200" or "+02:00"."""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    if ":" in zone:
        hours, minutes = zone[1:].split(":")
    elif len(zone) > _HOURS_ONLY:
        hours, minutes = zone[1:-2], zone[-2:]
    else:
        hours, minutes = zone[1:], "0"
    return timezone(
        (1 if zone[0] == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes))
    )

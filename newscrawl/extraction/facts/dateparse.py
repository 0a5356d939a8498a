"""Reads dates as pages write them: ISO 8601, seconds since 1970, figures or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from newscrawl.extraction.facts import calendars
from newscrawl.extraction.strings import clean, plain
from newscrawl.extraction.vocabulary import words

Precision = Literal["second", "minute", "day"]

DAY, MIDNIGHT, TIME, INSTANT = range(4)
"""How much is known of a date: the day; the day with a time of 00:00:00, which may be a filler; the
time; the time and its offset.
"""
MAX_RAW = 200
"""The most characters of a text that are read as a date. Longer texts are sentences."""
SHORTEST = 6
"""The fewest characters of a date: 1.5.24."""
MAX_LINE = 300
"""The most characters of a line in which dates are looked for. Longer lines are paragraphs."""
SECONDS = 10
"""A count of seconds since 1970 has 10 digits from 2001 to 2286. A count of milliseconds has 13."""
MAX_OFFSET = timedelta(hours=15)
"""The largest offset from UTC that is read. The largest offset in use is 14 hours."""
_DIGITS = {
    zero + number: str(number)
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10)
    for number in range(10)
}
"""Arabic, Persian, Hindi, Bengali and full-width digits."""
_HALF_A_DAY = _MONTHS = 12
"""Hours of half a day, and months of a year."""
_CENTURY = 2000
"""What is added to a year of two digits: 25 is 2025."""
_BUDDHIST, _BUDDHIST_ERA = 2400, 543
"""A year from 2400 on is a year of the Thai calendar, which is 543 years ahead: 2568 is 2025."""
_ABBREVIATED = 2
"""A year without its century has two digits."""
_HOURS = 2
"""The most digits of an offset without minutes: +02."""
_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|(?:[+-]\d{4})?\)/)?")
_WITH_SECONDS = re.compile(r"\d[:.]\d{2}:\d{2}|[T ]\d{6}")
_YEAR = r"(?:19|20)\d{2}"
_SOLAR_YEAR = r"1[34]\d{2}"
_ERA_YEAR = rf"(?:{'|'.join(calendars.ERAS)})\s?(?:元|\d{{1,3}})"
# A word that may name a month. `re` does not count the vowel signs of Indic scripts as letters, so
# the second part lists whole scripts.
_NAMED = r"(?:[^\W\d]{3,12}|[\u0600-\u0e4f][\u0600-\u0e4f.]{1,13})"


def _clock(name: str) -> str:
    """Returns the pattern of a time of day: "16:20:05", "15h15", "15時15分", "3.15 p. m.", "3:15 μ.μ."."""
    return (
        rf"(?P<hour{name}>\d{{1,2}})(?:[:.]|\s?[h時时시]\s?)(?P<minute{name}>\d{{2}})"
        rf"(?::(?P<second{name}>\d{{2}})(?:[.,]\d{{1,9}})?)?(?!\.?\d)[分분]?"
        rf"(?:\s?(?P<half{name}>[ap](?=\.?\s?m\b)|[πμ](?=\.?\s?μ\b)|[صم]\b)\.?\s?[mμ]?\b\.?)?"
    )


WRITTEN = re.compile(
    # Dates begin with a digit, an era or a whole word. This test makes the search twice as fast.
    rf"(?=\d|{'|'.join(calendars.ERAS)}|(?<![^\W\d])[^\W\d])"
    # A time of day before the date: "16:20 Uhr, ", "9:15 a.m. EST – ".
    rf"(?:(?<![\d.:]){_clock('')}(?-i:\s[A-Z]{{1,3}}T|\sUTC)?"
    r"(?:\s(?:uhr|on))?(?:,\s?|\s[-–|•]\s|\s{1,2}))?"
    # 05.04.2025, 4/5/25
    r"(?<!\d)(?:(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<last>(?:19|20)?\d{2})"
    # 2025-04-05, 2025年4月5日, 2025年(令和7年)4月5日, 令和7年4月5日, 1404/1/16
    rf"|(?P<year>{_YEAR}|{_SOLAR_YEAR}|{_ERA_YEAR})\s?[./年년-]\s?(?:[(（]{_ERA_YEAR}年?[)）])?"
    r"(?P<month>\d{1,2})\s?[./月월-]\s?(?P<day>\d{1,2})[日일.]?"
    # 12 de abril de 2025, 5th April 2025, 05-Apr-25, 8 tháng 5 năm 2024
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:,\s|[\s./-])(?:d[ei]\s|of\s)?"
    rf"(?:tháng\s)?(?P<name2>{_NAMED}|(?<=tháng\s)\d{{1,2}})\.?,?[\s./-](?:de\s|năm\s)?"
    rf"(?P<year2>{_YEAR}|{_SOLAR_YEAR}|25\d{{2}}|\d{{2}}(?!\d|[:.h]\d))"
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
_MORNING = re.compile("오전|새벽|上午|午前|早上|凌晨")
_AFTERNOON = re.compile("오후|下午|午後|午后|晚上")
"""Words before a time of day of 12 hours."""
_LATE = frozenset("pμم")
"""Signs behind a time of day of 12 hours that mean the afternoon."""
_OFFSET = re.compile(r"(?:GMT|UTC)\s?([+-]\d{1,2}(?::?\d{2})?)|:\d{2}\s?([+-]\d{2}:?\d{2})$")
_ZONE = re.compile(r"(?<![A-Za-z])[A-Z]{2,4}(?![a-zA-Z])|(?<=\d)Z$")
_FROM_UTC = {
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "GST": 4,
    "SAST": 2, "PKT": 5, "WIB": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
}  # fmt: skip
_AMERICAN = {"ET": "New_York", "CT": "Chicago", "MT": "Denver", "PT": "Los_Angeles"}
ZONES: dict[str, tzinfo] = {
    **{name: timezone(timedelta(hours=hours)) for name, hours in _FROM_UTC.items()},
    **{name: ZoneInfo(f"America/{city}") for name, city in _AMERICAN.items()},
}
"""Abbreviation -> its zone, as news pages and feeds use them. IST, CST, AST and others have several
meanings, so they are left out.
"""
# Languages whose dates in figures begin with the month (4/25/2025) or with the year (25.4.23).
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt"))
# Language -> the language under which the word list "months" has its names.
_CALLED_OTHERWISE = {"no": "nb", "nn": "nb", "sh": "hr"}


@dataclass(frozen=True)
class Moment:
    """A date that a page gives.

    `value` is a `datetime`, with or without offset, or a `date`. `source` names the date's place on
    the page, such as "json_ld:datePublished". `raw` is the text in that place. `zone` tells where
    the offset comes from: "stated" by the page, or "publisher" (the publisher's configuration).
    """

    value: datetime | date
    precision: Precision
    source: str
    raw: str
    zone: Literal["stated", "publisher"] | None = None

    @property
    def midnight(self) -> bool:
        """Whether the time is 00:00:00, which mostly stands for an unknown time of that day."""
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
        """The day in the date's own zone."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


def date_share(text: str) -> float:
    """Returns the share of a line's characters that are in dates, 0 to 1."""
    return sum(len(match[0]) for match in WRITTEN.finditer(text[:MAX_LINE])) / max(1, len(text))


def parse(value: object, source: str = "text", language: str | None = None) -> Moment | None:
    """Returns the date in a text or a JSON-LD value; None if it has no date.

    The forms are tried in this order: seconds since 1970, ISO 8601, words and figures. `language`
    decides how names of months are read, and whether 3/4 is a day in March or in April.
    """
    raw = (clean(value, MAX_RAW) or "").strip("\"' ")
    if len(raw) < SHORTEST or not any(sign.isdigit() for sign in raw):
        return None
    if raw.isascii() and (epoch := _EPOCH.fullmatch(raw)):
        seconds = int(epoch[1]) / (1 if len(epoch[1]) == SECONDS else 1000)
        return Moment(datetime.fromtimestamp(seconds, UTC), "second", source, raw, "stated")
    if (stated := iso(raw)) is not None:
        return _moment(stated, source, raw)
    if _ISO.fullmatch(raw):  # ISO 8601 in form, but there is no such day: 2025-13-01
        return None
    found = next(written(raw, source, language), None)
    return replace(found[1], raw=raw) if found else None


def written(text: str, source: str, language: str | None) -> Iterator[tuple[int, Moment]]:
    """Yields the dates in a text, in words or figures, each with its position.

    Abbreviations of zones with several meanings, such as IST, are ignored.
    """
    for found in WRITTEN.finditer(text if text.isascii() else text.translate(_DIGITS)):
        if (value := _value(found, (language or "").lower())) and (
            moment := _moment(value, source, text[slice(*found.span())])
        ):
            yield found.start(), moment


def _moment(value: datetime | date, source: str, raw: str) -> Moment | None:
    """Returns a value as a Moment; None if its offset is larger than any zone's."""
    if not isinstance(value, datetime):
        return Moment(value, "day", source, raw)
    if value.tzinfo is not None and abs(value.utcoffset() or timedelta()) > MAX_OFFSET:
        return None
    precision: Precision = "second" if _WITH_SECONDS.search(raw) else "minute"
    return Moment(value, precision, source, raw, "stated" if value.tzinfo else None)


def _value(found: re.Match[str], language: str) -> datetime | date | None:
    """Returns the date in a match of `WRITTEN`; None if there is no such day or time."""
    day, month, year = _day(found, language)
    hour, minute, second, half = next(
        (found.group(*names) for names in _CLOCKS if found[names[0]]),
        (None, None, None, None),
    )
    try:
        if month is None:
            return None
        year, month, day = calendars.gregorian(year, month, day)
        if hour is None:
            return date(year, month, day)
        hours = int(hour)
        is_late = half.lower() in _LATE if half else bool(_AFTERNOON.search(found[0]))
        if (half or is_late or _MORNING.search(found[0])) and hours <= _HALF_A_DAY:
            hours = hours % _HALF_A_DAY + _HALF_A_DAY * is_late
        value = datetime(year, month, day, hours, int(minute or 0), int(second or 0))
        if offset := _OFFSET.search(found[0]):
            return value.replace(tzinfo=offset_of(offset[1] or offset[2]))
    except ValueError:  # there is no such day, time or offset
        return None
    zones = map(ZONES.get, reversed(_ZONE.findall(found[0])))
    return value.replace(tzinfo=next(filter(None, zones), None))


_CLOCKS = [
    [f"{part}{name}" for part in ("hour", "minute", "second", "half")] for name in ("5", "3", "")
]
"""The names of the groups of a time behind, inside and before a date."""


def _day(found: re.Match[str], language: str) -> tuple[int, int | None, int]:
    """Returns day, month and year of a match of `WRITTEN`, in their own calendar. An unknown month
    is None.
    """
    if found["one"]:
        return _in_order(found, language)
    if found["year"]:
        number = calendars.era_year(found["year"])
        is_known = number not in calendars.SOLAR_YEARS or calendars.is_solar(language)
        return int(found["day"]), int(found["month"]) if is_known else None, number
    place = next(place for place in "234" if found[f"year{place}"])
    day, name, year = found.group(f"day{place}", f"name{place}", f"year{place}")
    number = int(year) + _CENTURY * (len(year) == _ABBREVIATED)
    if number in calendars.SOLAR_YEARS:
        return int(day), calendars.solar_month(name), number
    month = month_of(name, language.partition("-")[0])
    return int(day), month, number - _BUDDHIST_ERA * (number >= _BUDDHIST)


def _in_order(found: re.Match[str], language: str) -> tuple[int, int, int]:
    """Returns day, month and year of a date in figures, such as 4/5/2025.

    The day comes first, unless the language has another order, or the second number can't be a
    month: 4/25/2025.
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
    """Returns the number of the month with this name; None if no month has the name.

    The name is looked up in `language` first, then in English, then in all languages. Names that
    mean different months in different languages are missing in the last table.
    """
    if name.isdigit():
        return int(name)
    name, known = plain(name).replace(".", ""), _month_names()
    language = _CALLED_OTHERWISE.get(language, language)
    tables = (known.get(language, {}), known["en"] if language else {}, known[""])
    return next((table[name] for table in tables if name in table), None)


@cache
def _month_names() -> dict[str, dict[str, int]]:
    """Returns language -> name of a month -> its number.

    The language "" has the names that mean the same month in all languages.
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
    """Returns the date that `raw` gives in ISO 8601, with or without a time; None for other texts.

    A remark in brackets may stand behind the date: "2025-04-05T10:00Z[UTC]".
    """
    found = _ISO.match(raw)
    if not found or (
        found.end() != len(raw) and raw[found.end() :].strip()[:1] not in ("", "[", "(")
    ):
        return None
    hour, minute, second, fraction, zone = found.groups("")[3:]
    try:
        day = date(*calendars.gregorian(*map(int, found.groups()[:3])))
        if not hour:
            return day
        clock = f"{hour:0>2}:{minute}:{second or '00'}.{fraction or '0'}"
        value = datetime.fromisoformat(f"{day}T{clock}")
        return value.replace(tzinfo=offset_of(zone)) if zone else value
    except ValueError:
        return None


def offset_of(zone: str) -> tzinfo:
    """Returns the zone of a written offset: "Z", "+02", "+0200" or "+02:00"."""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > _HOURS else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(offset if zone[0] == "+" else -offset)

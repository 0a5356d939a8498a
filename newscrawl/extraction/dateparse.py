"""Dates as pages write them: ISO 8601, seconds since 1970, RFC 2822, words of many languages."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import Literal

from newscrawl.extraction.strings import clean, words
from newscrawl.extraction.zones import OFFSETS, REGIONS

Precision = Literal["second", "minute", "day"]

MAX_RAW = 200
"""Characters of a text that are read as a date. Longer texts are sentences."""
SHORTEST = 6
"""Characters of the shortest date: 1.5.24."""
MAX_IN_WORDS = 80
"""Characters of the longest date in words. Longer texts take dateparser long and are no dates."""
MAX_LINE = 300
"""Characters of a line in which dates are looked for."""
MOSTLY = 4
"""A line is mostly a date if dates make up at least one part in so many of its characters."""
SECONDS = 10
"""Digits of a count of seconds since 1970, from 2001 to 2286. A count of milliseconds has 13."""
MAX_OFFSET = timedelta(hours=15)
"""The largest offset from UTC that is read. The largest in use is 14 hours."""
HALF_A_DAY = 12
"""Hours."""
_BUDDHIST_ERA = 543
"""Years by which the Thai calendar is ahead: it counts from the Buddha's death."""
_ABBREVIATED = 2
"""Digits of a year without its century."""
_MICROSECONDS = 6
"""Digits of a fraction of a second that `datetime` keeps."""
_HOURS_ONLY = 3
"""Characters of an offset without minutes: +02."""

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![.\d])\d{1,2}(?:[:h]\d{2}(?P<seconds>:\d{2})?|\.\d{2}(?!\.?\d))")
_PACKED = re.compile(r"[T ]\d{6}")
_RFC = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?!.{0,9}[AaPp]\.?[Mm])"
)
_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|(?:[+-]\d{4})?\)/)?")
# The name of a month. The vowel signs of India's scripts are no letters.
_NAMED = r"(?:[^\W\d]{3,12}|[\u0600-\u0e4f][\u0600-\u0e4f.]{1,13})"
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
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|di\s)?{_NAMED}\.?,?\s(?:de\s)?(?:{_YEAR}|25\d{{2}})"
    # 05-Apr-2025
    rf"|\d{{1,2}}(?P<sign>[./-])[^\W\d]{{3,9}}(?P=sign){_YEAR}"
    # April 3rd, 2025
    rf"|{_NAMED}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}"
    # 2025. április 3.
    rf"|{_YEAR}\.\s{_NAMED}\s\d{{1,2}}\.?)(?!\d)"
    # A time of day behind the date: " um 16:20 Uhr", ", 15h15", " at 3.15 p.m. (EST)".
    r"(?:\D{1,12}\d{1,2}(?:[:.]|\s?[h時时시]\s?)\d{2}(?::\d{2})?(?!\.?\d)"
    rf"{_HALF_MARK}(?:\suhr)?"
    r"(?-i:\s\(?(?:[A-Z]{1,4}T|UTC|MES?Z|MSK|WIB)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)?)?",
    re.IGNORECASE,
)
"""A date among other words, with the time of day before or behind it."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REGION = re.compile(r"(?<=[\dmM.])\s(ET|CT|MT|PT)\b")
_OFFSET = re.compile(
    r"\s?\(?(?:(?:GMT|UTC)\s?([+-]\d{1,2}(?::?[0-5]\d)?)|\s?([+-](?:0\d|1[0-4]):?[0-5]\d))\)?"
    r"(?:\s?\([^()]{1,40}\))?$"
)
# Signs of a time of day that dateparser does not know, or reads as "… hours ago": "15h15",
# "15時15分". The next ones do the same for "3:15 p. m." and "kl. 15.15".
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[h時时시])\s?(\d{2})\s?[分분m]?")
_THAI_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_HALF = re.compile(r"(?<=\d\s)([ap])\.?\s?m\b\.?|(?<=\d)([ap])\.\s?m\b\.?", re.IGNORECASE)
_AT = re.compile(r"\b(?:kl|klo)\b\.?\s?(?:(\d{1,2})\.(\d{2}))?")
_ZONE = re.compile(r"(?<=[\d\s(])\(?([A-Z]{3,4})\)?(?![\w+-])")
_NOT_ZONES = frozenset(
    [
        *map(str.upper, MONTHS),
        "JUNE",
        "JULY",
        "SEPT",
        "MON",
        "TUE",
        "WED",
        "THU",
        "FRI",
        "SAT",
        "SUN",
        "UHR",
    ]
)


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
    """Whether a line says little beside a date: a byline with a date, "Updated …"."""
    found = sum(len(match[0]) for match in WRITTEN.finditer(text[:MAX_LINE]))
    return found * MOSTLY >= len(text)


def parse(raw: str, source: str = "text", language: str | None = None) -> Moment | None:
    """The date in `raw`; None if it holds none.

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
        value = _in_words(raw, language)
    if value is None and not _ISO.match(raw) and (found := WRITTEN.search(raw)) and found[0] != raw:
        value = _in_words(found[0], language)  # "Posted on …"
    if value is None:
        return None
    if isinstance(value, datetime):
        if value.tzinfo is not None and abs(value.utcoffset() or timedelta()) > MAX_OFFSET:
            return None
        clock = _CLOCK.search(raw)
        precision: Precision = (
            "second" if (clock and clock["seconds"]) or _PACKED.search(raw) else "minute"
        )
        return Moment(value, precision, source, raw, "stated" if value.tzinfo else None)
    return Moment(value, "day", source, raw)


def iso(raw: str) -> datetime | date | None:
    """The date in ISO 8601 that `raw` holds, with or without a time; None for any other text.

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
        return value.replace(tzinfo=_offset(zone)) if zone else value
    except ValueError:
        return None


def _offset(zone: str) -> tzinfo:
    """The zone of an offset as it is written: "Z", "+02", "+0200" or "+02:00"."""
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


def _in_words(raw: str, language: str | None) -> datetime | date | None:
    """A date in words, or in figures other than ISO's.

    A zone's abbreviation counts if it stands for one offset alone.
    """
    if len(raw) > MAX_IN_WORDS:
        return None
    name = (language or "").lower()
    base = name.split("-")[0]
    order = "MDY" if name in _MONTH_FIRST else "YMD" if base in _YEAR_FIRST else "DMY"
    base = _CALLED_OTHERWISE.get(base, base)
    offset = _OFFSET.search(raw)
    raw = raw[: offset.start()] if offset else raw
    region = _REGION.search(raw)
    raw = raw.replace(region[0], "") if region else raw
    if base == "th":
        raw = _THAI_YEAR.sub(lambda found: str(int(found[0]) - _BUDDHIST_ERA), raw)
    raw = _HALF.sub(lambda found: f"{found[1] or found[2]}m", raw)
    raw = _HOUR.sub(
        r"\1:\2", _AT.sub(lambda found: f"{found[1]}:{found[2]}" if found[1] else "", raw)
    )
    zone = next((found for found in _ZONE.findall(raw) if found not in _NOT_ZONES), None)
    words = (
        _ZONE.sub(lambda found: found[0] if found[1] in _NOT_ZONES else "", raw) if zone else raw
    )
    clock = _CLOCK.search(raw)
    value = _at_sight(words, base, order) or _in_any_words(words, base, order)
    if value is None:
        return None
    if not clock:
        return value.date()
    if offset:
        return value.replace(tzinfo=_offset(offset[1] or offset[2]))
    place = REGIONS[region[1]] if region else OFFSETS.get(zone or "")
    return value.replace(tzinfo=place) if place else value


_AT_SIGHT = re.compile(
    rf"\s*(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s./-](?:de\s|di\s)?(?P<month>{_NAMED})\.?,?[\s./-]"
    r"(?:de\s)?(?P<year>\d{4})"
    rf"|(?P<month_>{_NAMED})\.?\s(?P<day_>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year_>\d{{4}})"
    r"|(?P<_year>\d{4})\s?[./年년-]\s?(?P<_month>\d{1,2})\s?[./月월-]\s?(?P<_day>\d{1,2})[日일.]?"
    r"|(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<last>(?:\d{2})?\d{2}))"
    r"(?:[\s,|@/–-]{1,4}(?:(?:at|um|gegen|kl|à|a las)\.?\s)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?uhr)?)?[\s,]*",
    re.IGNORECASE,
)


@cache
def _month_names() -> dict[str, dict[str, int]]:
    """The number of each month by language and name.

    Under the language "" are the names that mean the same month in all languages.
    """
    found: dict[str, dict[str, int]] = {}
    meanings: dict[str, set[int]] = {}
    for language, month, *names in map(str.split, words("months")):
        found.setdefault(language, {}).update(dict.fromkeys(names, int(month)))
        for name in names:
            meanings.setdefault(name, set()).add(int(month))
    found[""] = {name: months.pop() for name, months in meanings.items() if len(months) == 1}
    return found


def _at_sight(words: str, language: str, order: str) -> datetime | None:
    """A date in one of the commonest forms: "5.4.2025, 16:20", "5 avril 2025", "April 5, 2025".

    These are read without dateparser, which is slow.
    """
    found = _AT_SIGHT.fullmatch(words)
    if not found:
        return None
    month: int | None
    if found["one"]:
        if order == "YMD":
            return None
        day, month, year = _in_order(found, order)
    else:
        day, year = (
            found["day"] or found["day_"] or found["_day"],
            found["year"] or found["year_"] or found["_year"],
        )
        month = (
            int(found["_month"])
            if found["_month"]
            else _month(found["month"] or found["month_"], language)
        )
    hour, half = int(found["hour"] or 0), (found["half"] or "").lower()
    if month is None or (half and not 1 <= hour <= HALF_A_DAY):
        return None
    hour = hour % HALF_A_DAY + HALF_A_DAY * (half == "p") if half else hour
    try:
        return datetime(
            int(year), month, int(day), hour, int(found["minute"] or 0), int(found["second"] or 0)
        )
    except ValueError:  # such as a month 13: then day, month and year stand in another order
        return None


def _in_order(found: re.Match[str], order: str) -> tuple[str, int, str]:
    """Day, month and year of a date in figures.

    The day comes first, unless `order` is "MDY" or the second number is no month: 4/25/2025.
    """
    day, month, year = found["one"], found["two"], found["last"]
    if order == "MDY" or int(month) > len(MONTHS) >= int(day):
        day, month = month, day
    return day, int(month), "20" + year if len(year) == _ABBREVIATED else year


def _month(name: str, language: str) -> int | None:
    """The number of the month of that name in a language or in English; None if there is none.

    If the language is not known, only names that mean one month in all languages count.
    """
    name, known = name.lower().rstrip("."), _month_names()
    return known.get(language, {}).get(name) or (known["en"].get(name) if language else None)


@lru_cache(maxsize=256)  # several places of a page give the same date
def _in_any_words(words: str, language: str, order: str) -> datetime | None:
    """The date that dateparser reads; None if it reads none.

    It reads the given language, then English. If no language is given, it reads the commonest ones.
    """
    import dateparser  # imported here because the import takes a third of a second

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": order,
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for languages in (
            ([language], ["en"])
            if language
            else (_RUSSIAN if _CYRILLIC.search(words) else _COMMON,)
        ):
            # dateparser raises many errors: for strange input, for languages that it does not know.
            with suppress(Exception):
                if (
                    value := dateparser.parse(words, languages=languages, settings=settings)
                ) is not None:
                    return value
    return None


# These are tried if the language is not known. To try all languages would take seconds.
_COMMON = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "cs", "el"]
_RUSSIAN = ["ru", "uk", "bg"]
_CYRILLIC = re.compile("[а-я]", re.IGNORECASE)
_CALLED_OTHERWISE = {"no": "nb", "nn": "nb", "sh": "hr"}
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt"))

"""Dates as pages write them: ISO 8601, seconds since 1970, RFC 2822, words and figures of many languages."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import Literal

from newscrawl.extraction.page import clean, words
from newscrawl.extraction.zones import OFFSETS, REGIONS

Precision = Literal["second", "minute", "day"]

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ,]{1,2}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![.\d])\d{1,2}(?:[:h]\d{2}(?P<seconds>:\d{2})?|\.\d{2}(?!\.?\d))")
_PACKED = re.compile(r"[T ]\d{6}")
_RFC = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?!.{0,9}[AaPp]\.?[Mm])")
_EPOCH = re.compile(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d{1,9}|(?:[+-]\d{4})?\)/)?")
# A date among other words: 05.04.2025, 12 de abril de 2025, April 3rd, 2025, 2025年4月5日, a time of day before or after it.
_NAMED = r"(?:[^\W\d]{3,12}|[\u0600-\u0e4f][\u0600-\u0e4f.]{1,13})"  # a month's name: vowel signs of India's scripts are no letters
_YEAR = r"(?:19|20)\d{2}"
WRITTEN = re.compile(
    r"(?:(?<![\d.:])\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?(?-i:\s[A-Z]{1,3}T|\sUTC)?(?:\s(?:uhr|on))?(?:,\s?|\s[-–|•]\s|\s))?"
    rf"(?<!\d)(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d{{2}}|{_YEAR}\s?[./年년-]\s?\d{{1,2}}\s?[./月월-]\s?\d{{1,2}}[日일.]?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|di\s)?{_NAMED}\.?,?\s(?:de\s)?(?:{_YEAR}|25\d{{2}})|\d{{1,2}}(?P<sign>[./-])[^\W\d]{{3,9}}(?P=sign){_YEAR}"
    rf"|{_NAMED}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}|{_YEAR}\.\s{_NAMED}\s\d{{1,2}}\.?)(?!\d)"
    r"(?:\D{1,12}\d{1,2}(?:[:.]|\s?[h時时시]\s?)\d{2}(?::\d{2})?(?!\.?\d)(?:\s?[ap]\.?\s?m\b\.?)?(?:\suhr)?"
    r"(?-i:\s\(?(?:[A-Z]{1,4}T|UTC|MES?Z|MSK|WIB)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)?)?",
    re.IGNORECASE,
)
HALF_A_DAY = 12
"""Hours."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REGION = re.compile(r"(?<=[\dmM.])\s(ET|CT|MT|PT)\b")
_OFFSET = re.compile(
    r"\s?\(?(?:(?:GMT|UTC)\s?([+-]\d{1,2}(?::?[0-5]\d)?)|\s?([+-](?:0\d|1[0-4]):?[0-5]\d))\)?(?:\s?\([^()]{1,40}\))?$"
)
# Signs and words of a time of day that dateparser doesn't know, or takes for "… hours ago": "15h15", "15時15分", "kl. 15.15".
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s?(?:[h時时시])\s?(\d{2})\s?[分분m]?")
_THAI_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_HALF = re.compile(r"(?<=\d\s)([ap])\.?\s?m\b\.?|(?<=\d)([ap])\.\s?m\b\.?", re.IGNORECASE)  # "3:15 p. m."
_AT = re.compile(r"\b(?:kl|klo)\b\.?\s?(?:(\d{1,2})\.(\d{2}))?")
_ZONE = re.compile(r"(?<=[\d\s(])\(?([A-Z]{3,4})\)?(?![\w+-])")
_NOT_ZONES = frozenset(
    [*map(str.upper, MONTHS), "JUNE", "JULY", "SEPT", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "UHR"]
)


@dataclass(frozen=True)
class Moment:
    """A date as stated: a `datetime` (with or without offset) or a `date`; `zone` tells who gave the offset.

    `midnight` marks a time of 00:00:00, which is mostly a day's filler.
    """

    value: datetime | date
    precision: Precision
    source: str
    raw: str
    zone: Literal["stated", "publisher"] | None = None

    @property
    def midnight(self) -> bool:
        return isinstance(self.value, datetime) and (self.value.hour, self.value.minute, self.value.second) == (0, 0, 0)

    @property
    def text(self) -> str:
        """ISO 8601, with the offset where it is known, a bare date where only a day is."""
        return self.value.isoformat()

    @property
    def instant(self) -> str | None:
        """The same in UTC with Z, None unless the instant is known."""
        if not isinstance(self.value, datetime) or self.value.tzinfo is None or self.precision == "day":
            return None
        return self.value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    @property
    def day(self) -> date:
        return self.value.date() if isinstance(self.value, datetime) else self.value


def is_mostly_date(text: str) -> bool:
    """Whether a line says little but a date: a byline with its day, "Updated …"."""
    found = sum(len(match[0]) for match in WRITTEN.finditer(text[:300]))
    return found * 4 >= len(text)


def parse(raw: str, source: str = "text", language: str | None = None) -> Moment | None:
    """The date in `raw`: ISO 8601 and seconds since 1970 first, RFC 2822, then words. None for no date.

    `language` helps with the names of months, and with whether 3/4 is in March or in April.
    """
    raw = (clean(raw, 200) or "").strip("\"' ")
    if len(raw) < 6 or not any(sign.isdigit() for sign in raw):
        return None
    if raw.isascii() and (epoch := _EPOCH.fullmatch(raw)):
        seconds = int(epoch[1]) / (1 if len(epoch[1]) == 10 else 1000)
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
        if value.tzinfo is not None and abs(value.utcoffset() or timedelta()) > timedelta(hours=15):
            return None
        clock = _CLOCK.search(raw)
        precision: Precision = "second" if (clock and clock["seconds"]) or _PACKED.search(raw) else "minute"
        return Moment(value, precision, source, raw, "stated" if value.tzinfo else None)
    return Moment(value, "day", source, raw)


def iso(raw: str) -> datetime | date | None:
    found = _ISO.match(raw)
    if not found or (found.end() != len(raw) and raw[found.end() :].strip()[:1] not in ("", "[", "(")):
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
            int((fraction or "").ljust(6, "0")[:6]),
        )
        return value.replace(tzinfo=_offset(zone)) if zone else value
    except ValueError:
        return None


def _offset(zone: str) -> tzinfo:
    if zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = (
        zone[1:].split(":") if ":" in zone else (zone[1:-2], zone[-2:]) if len(zone) > 3 else (zone[1:], "")
    )
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes or 0)))


def _in_words(raw: str, language: str | None) -> datetime | date | None:
    """A date in words, or in figures other than ISO's. A zone's abbreviation counts where it means one offset."""
    if len(raw) > 80:
        return None
    name = (language or "").lower()
    base = name.split("-")[0]
    order = "MDY" if name in _MONTH_FIRST else "YMD" if base in _YEAR_FIRST else "DMY"
    base = _CALLED_OTHERWISE.get(base, base)
    offset = _OFFSET.search(raw)
    raw = raw[: offset.start()] if offset else raw
    region = _REGION.search(raw)
    raw = raw.replace(region[0], "") if region else raw
    if base == "th":  # counted from the Buddha's death
        raw = _THAI_YEAR.sub(lambda found: str(int(found[0]) - 543), raw)
    raw = _HALF.sub(lambda found: f"{found[1] or found[2]}m", raw)
    raw = _HOUR.sub(r"\1:\2", _AT.sub(lambda found: f"{found[1]}:{found[2]}" if found[1] else "", raw))
    zone = next((found for found in _ZONE.findall(raw) if found not in _NOT_ZONES), None)
    words = _ZONE.sub(lambda found: found[0] if found[1] in _NOT_ZONES else "", raw) if zone else raw
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
    rf"\s*(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s./-](?:de\s|di\s)?(?P<month>{_NAMED})\.?,?[\s./-](?:de\s)?(?P<year>\d{{4}})"
    rf"|(?P<month_>{_NAMED})\.?\s(?P<day_>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year_>\d{{4}})"
    r"|(?P<_year>\d{4})\s?[./年년-]\s?(?P<_month>\d{1,2})\s?[./月월-]\s?(?P<_day>\d{1,2})[日일.]?"
    r"|(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<last>(?:\d{2})?\d{2}))"
    r"(?:[\s,|@/–-]{1,4}(?:(?:at|um|gegen|kl|à|a las)\.?\s)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?uhr)?)?[\s,]*",
    re.IGNORECASE,
)


@cache
def _month_names() -> dict[str, dict[str, int]]:
    """The numbers of months by language and name; under "" the names that mean one month in all languages."""
    found: dict[str, dict[str, int]] = {}
    meanings: dict[str, set[int]] = {}
    for language, month, *names in map(str.split, words("months")):
        found.setdefault(language, {}).update(dict.fromkeys(names, int(month)))
        for name in names:
            meanings.setdefault(name, set()).add(int(month))
    found[""] = {name: months.pop() for name, months in meanings.items() if len(months) == 1}
    return found


def _at_sight(words: str, language: str, order: str) -> datetime | None:
    """The commonest forms, without dateparser and what it costs: "5.4.2025, 16:20", "5 avril 2025", "April 5, 2025"."""
    found = _AT_SIGHT.fullmatch(words)
    if not found:
        return None
    month: int | str | None = found["month"] or found["month_"] or found["_month"]
    day, year = found["day"] or found["day_"] or found["_day"], found["year"] or found["year_"] or found["_year"]
    if found["one"]:
        if order == "YMD":
            return None
        day, month, year = found["one"], found["two"], found["last"] if len(found["last"]) > 2 else "20" + found["last"]
        day, month = (month, day) if order == "MDY" or int(month) > len(MONTHS) >= int(day) else (day, month)
    elif found["month"] or found["month_"]:
        name, known = str(month).lower().rstrip("."), _month_names()
        month = known.get(language, {}).get(name) or (known["en"].get(name) if language else None)
    hour, half = int(found["hour"] or 0), (found["half"] or "").lower()
    if month is None or (half and not 1 <= hour <= HALF_A_DAY):
        return None
    hour = hour % HALF_A_DAY + HALF_A_DAY * (half == "p") if half else hour
    try:
        return datetime(int(year), int(month), int(day), hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:  # a month 13: the order is another
        return None


@lru_cache(maxsize=256)  # a page says its date in several places
def _in_any_words(words: str, language: str, order: str) -> datetime | None:
    import dateparser  # late: it costs a third of a second

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "DATE_ORDER": order,
        "RETURN_AS_TIMEZONE_AWARE": False,
        "PARSERS": ["absolute-time"],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for languages in ([language], ["en"]) if language else (_RUSSIAN if _CYRILLIC.search(words) else _COMMON,):
            with suppress(Exception):  # it raises many kinds on strange input, and on languages that it doesn't know
                if (value := dateparser.parse(words, languages=languages, settings=settings)) is not None:
                    return value
    return None


# Tried where the language isn't known: all that there are would take seconds.
_COMMON = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "cs", "el"]
_RUSSIAN = ["ru", "uk", "bg"]
_CYRILLIC = re.compile("[а-я]", re.IGNORECASE)
_CALLED_OTHERWISE = {"no": "nb", "nn": "nb", "sh": "hr"}
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt"))

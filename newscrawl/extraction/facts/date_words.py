"""Reads dates in words of many languages, and in digits other than ISO's."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

from newscrawl.extraction.facts.zones import OFFSETS, REGIONS
from newscrawl.extraction.vocabulary import words

MAX_IN_WORDS = 80
"""Characters of the longest date in words. Longer texts are not dates, and dateparser takes long
for them.
"""
HALF_A_DAY = 12
"""Hours."""
_BUDDHIST_ERA = 543
"""Years by which the Thai calendar is ahead: it counts from the Buddha's death."""
_ABBREVIATED = 2
"""Digits of a year without its century."""
_HOURS_ONLY = 3
"""Characters of an offset without minutes: +02."""
CLOCK = re.compile(r"(?<![.\d])\d{1,2}(?:[:h]\d{2}(?P<seconds>:\d{2})?|\.\d{2}(?!\.?\d))")
# The name of a month. The vowel signs of India's scripts do not count as letters in `re`.
NAMED = r"(?:[^\W\d]{3,12}|[\u0600-\u0e4f][\u0600-\u0e4f.]{1,13})"
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
    (*map(str.upper, MONTHS), *"JUNE JULY SEPT MON TUE WED THU FRI SAT SUN UHR".split())
)
_AT_SIGHT = re.compile(
    rf"\s*(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s./-](?:de\s|di\s)?(?P<month>{NAMED})\.?,?[\s./-]"
    r"(?:de\s)?(?P<year>\d{4})"
    rf"|(?P<month_>{NAMED})\.?\s(?P<day_>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year_>\d{{4}})"
    r"|(?P<_year>\d{4})\s?[./年년-]\s?(?P<_month>\d{1,2})\s?[./月월-]\s?(?P<_day>\d{1,2})[日일.]?"
    r"|(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<last>(?:\d{2})?\d{2}))"
    r"(?:[\s,|@/–-]{1,4}(?:(?:at|um|gegen|kl|à|a las)\.?\s)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?uhr)?)?[\s,]*",
    re.IGNORECASE,
)
# Tried if the language is unknown: trying all languages would take seconds.
_COMMON = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "cs", "el"]
_RUSSIAN = ["ru", "uk", "bg"]
_CYRILLIC = re.compile("[а-я]", re.IGNORECASE)
_CALLED_OTHERWISE = {"no": "nb", "nn": "nb", "sh": "hr"}
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "hu", "lt"))


def in_words(raw: str, language: str | None) -> datetime | date | None:
    """Returns a date in words, or in digits other than ISO's. A zone's abbreviation counts only if
    it has one meaning.
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
    clock = CLOCK.search(raw)
    value = _at_sight(words, base, order) or _in_any_words(words, base, order)
    if value is None:
        return None
    if not clock:
        return value.date()
    if offset:
        return value.replace(tzinfo=offset_of(offset[1] or offset[2]))
    place = REGIONS[region[1]] if region else OFFSETS.get(zone or "")
    return value.replace(tzinfo=place) if place else value


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


def _at_sight(words: str, language: str, order: str) -> datetime | None:
    """Returns a date in one of the commonest forms: "5.4.2025, 16:20", "5 avril 2025", "April 5,
    2025".

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
    """Returns day, month and year of a date in digits. The day comes first, unless `order` is
    "MDY" or the second number is not a month: 4/25/2025.
    """
    day, month, year = found["one"], found["two"], found["last"]
    if order == "MDY" or int(month) > len(MONTHS) >= int(day):
        day, month = month, day
    return day, int(month), "20" + year if len(year) == _ABBREVIATED else year


def _month(name: str, language: str) -> int | None:
    """Returns the number of the month of that name in a language or in English; None if there is
    none.

    If the language is not known, only names that mean one month in all languages count.
    """
    name, known = name.lower().rstrip("."), _month_names()
    return known.get(language, {}).get(name) or (known["en"].get(name) if language else None)


@cache
def _month_names() -> dict[str, dict[str, int]]:
    """Returns the number of each month by language and name.

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


@lru_cache(maxsize=256)  # several places of a page give the same date
def _in_any_words(words: str, language: str, order: str) -> datetime | None:
    """Returns the date that dateparser reads; None if it reads none.

    It reads the given language, then English. If no language is given, it reads the commonest
    ones.
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

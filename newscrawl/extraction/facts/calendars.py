"""Converts days of other calendars: eras of Japan and the Republic of China, and the solar Hijri
calendar of Iran and Afghanistan.
"""

from __future__ import annotations

from datetime import date, timedelta

from newscrawl.extraction.strings import plain
from newscrawl.extraction.vocabulary import words

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""Name of an era -> the year before its first."""
SOLAR_YEARS = range(1300, 1500)
"""Years of the solar Hijri calendar: 1921 to 2121. No page is so old in another calendar."""
_SOLAR_LANGUAGES = frozenset(("fa", "prs", "ps"))
"""Persian, Dari and Pashto: in these 1405/9/7 is a day of the solar Hijri calendar."""
_SOLAR_MONTHS = {
    plain(name): int(month)
    for month, *names in map(str.split, words("solar_months"))
    for name in names
}
_MONTHS = range(1, 13)
_LONG_MONTHS, _LONG, _SHORT = 6, 31, 30
"""The first six months have 31 days, the others 30."""
_NEW_YEAR, _ITS_YEAR = date(2026, 3, 21), 1405
"""The first day of a year, to count from."""
_SHIFT, _CYCLE, _LEAPS = 11, 33, 8
"""A cycle of 33 years has 8 leap years, every fourth from its first on. 11 years before the year 0
a cycle begins. This holds for `SOLAR_YEARS`.
"""


def era_year(written: str) -> int:
    """Returns the year of "令和8", "令和元" (the first of its era) or "2026"."""
    era, number = written[:2], written[2:].strip()
    return ERAS[era] + (1 if number == "元" else int(number)) if era in ERAS else int(written)


def is_solar(language: str) -> bool:
    """Returns whether 1405/9/7 is a day of the solar Hijri calendar in a language."""
    return language.partition("-")[0] in _SOLAR_LANGUAGES


def solar_month(name: str) -> int | None:
    """Returns the number of a month of the solar Hijri calendar; None if no month has the name."""
    return _SOLAR_MONTHS.get(plain(name))


def gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Returns the year, month and day of our calendar. Raises ValueError if the solar Hijri
    calendar has no such day.

    >>> gregorian(1405, 9, 7)
    (2026, 11, 28)
    """
    if year not in SOLAR_YEARS:
        return year, month, day
    if month not in _MONTHS or not 1 <= day <= (_LONG if month <= _LONG_MONTHS else _SHORT):
        raise ValueError(f"there is no such day: {year}-{month}-{day}")
    days = 365 * (year - _ITS_YEAR) + _leaps(year) - _leaps(_ITS_YEAR) + day - 1
    found = _NEW_YEAR + timedelta(days + _SHORT * (month - 1) + min(month - 1, _LONG_MONTHS))
    return found.year, found.month, found.day


def _leaps(year: int) -> int:
    """Returns the number of leap years before a year, apart from a constant."""
    cycles, place = divmod(year + _SHIFT, _CYCLE)
    return _LEAPS * cycles + (place + 3) // 4

"""Decides when a known page is fetched again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo

from newscrawl.state import KnownPage

_HOUR, _DAY = 3_600.0, 86_400.0  # seconds

LEAST = _HOUR
"""The shortest time between two fetches: some sites give the time of the request as "modified"."""
SCHEDULE = ((_DAY, 6 * _HOUR), (7 * _DAY, 2 * _DAY))
"""(age, interval) in seconds: up to this age a page is fetched again after this interval.

Most edits are made on an article's first day. After a week an article is not fetched again.
"""
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
"""newscrawl did not exist before this time. An earlier time of a fetch comes from a wrong clock."""


def due(
    page: KnownPage, modified: date | None, published: date | None, now: float, zone: tzinfo
) -> bool:
    """Returns whether to fetch the page again at `now`. `modified` and `published` come from its
    sources.

    The first rule that fits decides:
    1. A page is due if its last fetch was dated by a wrong clock: more than an hour ahead, or
       before `BEGINNING`.
    2. A page is not due within an hour of its last fetch.
    3. A page is due if a date of a source, or its own date of publication, lies between its last
       fetch and `now`. Many feeds give a new date after an edit.
    4. A page is not due if a source gives the time of the last change, to the second, and that
       time lies before the last fetch.
    5. Otherwise the page's age decides (`SCHEDULE`).

    `zone` is the time zone of dates without an offset.
    """
    if page.checked > now + LEAST or page.checked < BEGINNING:
        return True
    if now - page.checked < LEAST:
        return False
    stated = [_earliest(day, zone) for day in (modified, published) if day is not None]
    if any(page.checked < instant <= now for instant in [*stated, page.published or 0.0]):
        return True
    if isinstance(modified, datetime) and stated[0] <= now:
        return False
    # a page with a date in the future must not stay young
    age = now - min(page.published or page.first, page.first)
    interval = next((interval for oldest, interval in SCHEDULE if age < oldest), None)
    return interval is not None and now - page.checked >= interval


def most_recent(dates: Iterable[date | None], now: float, zone: tzinfo) -> date | None:
    """Returns the latest date that sources state, or None. Future dates don't count."""
    past = [day for day in dates if day is not None and _earliest(day, zone) <= now]
    return max(past, key=lambda day: _earliest(day, zone), default=None)


def _earliest(stated: date, zone: tzinfo) -> float:
    """Returns the first second that a date can mean, in seconds since 1970."""
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.min)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(UTC).timestamp()
    except (OverflowError, ValueError):  # near the first or last day of the calendar
        return 0.0

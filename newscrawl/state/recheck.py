"""When a page that was fetched before is worth another look: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, tzinfo

from newscrawl.state import Page

_HOUR, _DAY = 3_600.0, 86_400.0

LEAST = _HOUR  # seconds between two looks: there are sites whose "modified" is the time of asking
SCHEDULE = ((_DAY, 6 * _HOUR), (7 * _DAY, 2 * _DAY))
"""(age, interval) in seconds: most edits fall into an article's first day; after a week it is left alone."""
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
"""newscrawl is younger than this: an earlier time of a look comes from a clock that was wrong."""


def due(page: Page, modified: date | None, published: date | None, now: float, zone: tzinfo) -> bool:
    """Whether to fetch the page again at `now`, given when its sources say that it was modified, and published.

    1. A page whose times come from a wrong clock is due: a time of the last look that is still to come, or one before
       `BEGINNING`. So is a page whose own date of publication lies between the last look and now.
    2. A page is due if a source gives a date after the last look, as many feeds do for an edit. A date that is still to
       come says nothing.
    3. A page is not due if a source states when it was modified, to the second, and the last look came later.
    4. Else the page's age decides.

    `zone` is that of dates without an offset.
    """
    if is_misdated(page, now):
        return True
    if now - page.checked < LEAST:
        return False
    stated = [_earliest(day, zone) for day in (modified, published) if day is not None]
    if any(page.checked < instant <= now for instant in [*stated, page.published or 0.0]):
        return True
    if isinstance(modified, datetime) and stated[0] <= now:
        return False
    age = now - min(page.published or page.first, page.first)  # a date ahead of its time makes no page young for ever
    interval = next((interval for oldest, interval in SCHEDULE if age < oldest), None)
    return interval is not None and now - page.checked >= interval


def is_misdated(page: Page, now: float) -> bool:
    """Whether the page was last looked at under a wrong clock: an hour or more from now, or before newscrawl."""
    return page.checked > now + LEAST or page.checked < BEGINNING


def most_recent(dates: Iterable[date | None], now: float, zone: tzinfo) -> date | None:
    """The latest of the dates that several sources state, those left out that are still to come; None where none is."""
    past = [day for day in dates if day is not None and _earliest(day, zone) <= now]
    return max(past, key=lambda day: _earliest(day, zone), default=None)


def _earliest(stated: date, zone: tzinfo) -> float:
    """The first second that a stated date can mean."""
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.min)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC).timestamp()
    except (OverflowError, ValueError):  # at the ends of the calendar
        return 0.0

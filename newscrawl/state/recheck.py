"""When a page that was fetched before is worth another look: pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from newscrawl.state import Page

_HOUR, _DAY = 3_600.0, 86_400.0

LEAST = _HOUR  # seconds between two looks: there are sites whose "modified" is the time of asking
SCHEDULE = ((_DAY, 6 * _HOUR), (7 * _DAY, 2 * _DAY))
"""(age, interval) in seconds: most edits fall into an article's first day; after a week it is left alone."""


def due(page: Page, modified: date | None, published: date | None, now: float, zone: tzinfo) -> bool:
    """Whether to fetch the page again at `now`, given when its source says that it was modified, and published.

    A source that states when it was modified, to the second, is believed both ways; one that gives a later date of
    publication than the last look, as many feeds do for an edit, is too. Without either the page's age decides. A date
    ahead of its time says nothing. `zone` is that of dates without an offset.
    """
    if now - page.checked < LEAST:
        return False
    stated = [_earliest(day, zone) for day in (modified, published) if day is not None]
    if any(page.checked < instant <= now for instant in stated):
        return True
    if isinstance(modified, datetime) and stated[0] <= now:
        return False
    age = now - min(page.published or page.first, page.first)  # a date ahead of its time makes no page young for ever
    interval = next((interval for oldest, interval in SCHEDULE if age < oldest), None)
    return interval is not None and now - page.checked >= interval


def _earliest(stated: date, zone: tzinfo) -> float:
    """The first second that a stated date can mean."""
    moment = stated if isinstance(stated, datetime) else datetime.combine(stated, time.min)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC).timestamp()
    except (OverflowError, ValueError):  # at the ends of the calendar
        return 0.0

"""When a page is fetched again: first its source decides, then its age."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from newscrawl.state import KnownPage
from newscrawl.state.recheck import due

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = 3_600.0
DAY = 24 * HOUR


def looked(
    hours_ago: float, first: float | None = None, published: float | None = None
) -> KnownPage:
    """Returns a page that was fetched, first seen and published these numbers of hours ago."""
    now = NOW.timestamp()
    checked = now - hours_ago * HOUR
    stated = None if published is None else now - published * HOUR
    return KnownPage("a", None, checked if first is None else now - first * HOUR, checked, stated)


def is_due(
    page: KnownPage, modified: date | None = None, zone: str = "UTC", published: date | None = None
) -> bool:
    return due(page, modified, published, NOW.timestamp(), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (looked(5, published=5), False),
        (looked(7, published=8), True),
        (looked(7, first=30), False),  # older than a day: every other day
        (looked(49, first=80), True),
        (looked(200, first=24 * 8), False),  # older than a week: never
        (looked(200, first=300, published=-1000), False),  # a date in the future
        (looked(7, first=8, published=24 * 30), False),  # old news that was found late
    ],
)
def test_by_age(page: KnownPage, expected: bool) -> None:
    assert is_due(page) is expected


def test_an_instant_is_believed_both_ways() -> None:
    old = looked(200, first=300)
    assert is_due(old, NOW - timedelta(hours=100))
    assert not is_due(looked(7, published=8), NOW - timedelta(hours=9))
    assert is_due(old, (NOW - timedelta(hours=100)).replace(tzinfo=None))
    # 21:00 of the day before in Auckland is 08:00 UTC: before the look at 09:00
    local = datetime(2026, 11, 20, 21)
    assert not is_due(looked(3, first=300), local, "Pacific/Auckland")
    assert is_due(looked(3, first=300), local.replace(hour=23), "Pacific/Auckland")


def test_a_later_date_of_publication_is_an_edit_and_an_earlier_one_says_nothing() -> None:
    old = looked(200, first=300)
    assert is_due(old, published=NOW - timedelta(hours=100))
    assert is_due(old, NOW - timedelta(hours=250), published=NOW - timedelta(hours=100))
    assert not is_due(old, published=NOW - timedelta(hours=250))
    assert is_due(looked(7, published=8), published=NOW - timedelta(hours=9))
    assert is_due(looked(30, first=300), published=date(2026, 11, 20))


def test_a_date_ahead_of_its_time_says_nothing() -> None:
    ahead = NOW + timedelta(hours=3)  # a clock that gives local time as UTC
    assert not is_due(looked(3, first=300), ahead)
    assert not is_due(looked(3, first=300), published=ahead)
    assert is_due(looked(7, published=8), ahead)


def test_a_day_says_only_that_something_changed() -> None:
    assert is_due(looked(30, first=300), date(2026, 11, 20))
    # the change may have been before the fetch
    assert not is_due(looked(5, first=300), date(2026, 11, 20))
    assert is_due(looked(7, published=8), date(2026, 11, 20))  # then its age decides


def test_a_source_that_is_always_new_is_asked_at_most_once_an_hour() -> None:
    assert not is_due(looked(0.5), NOW)
    assert is_due(looked(1.5, first=300), NOW)


@pytest.mark.parametrize(
    "end", [datetime.min, datetime.max, datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))]
)
def test_the_ends_of_the_calendar(end: datetime) -> None:
    assert is_due(looked(3, first=300), end, "Asia/Tokyo") in (True, False)

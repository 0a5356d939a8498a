"""Time zones by their names and offsets."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from newscrawl.discovery.entry import parse_date
from newscrawl.extraction.facts import dateparse


@pytest.mark.parametrize(
    "zone, hours",
    [("BST", 1), ("CET", 1), ("EDT", -4), ("GMT", 0), ("JST", 9), ("IST", None), ("CST", None)],
)
def test_pages_mean_one_offset_by_a_name(zone: str, hours: int | None) -> None:
    moment = dateparse.parse(f"April 21, 2026 10:05 {zone}", language="en")
    assert moment is not None and isinstance(moment.value, datetime)
    assert moment.value.utcoffset() == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize("zone, hours", [("BST", 1), ("CET", 1), ("GMT", 0), ("JST", 9)])
def test_feeds_mean_the_same(zone: str, hours: int) -> None:
    found = parse_date(f"Tue, 21 Apr 2026 10:05:00 {zone}")
    assert isinstance(found, datetime) and found.utcoffset() == timedelta(hours=hours)


def test_a_region_s_offset_depends_on_the_day() -> None:
    offsets = [dateparse.ZONES["ET"].utcoffset(datetime(2026, month, 1)) for month in (1, 7)]
    assert offsets == [timedelta(hours=-5), timedelta(hours=-4)]

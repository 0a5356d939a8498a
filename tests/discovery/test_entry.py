"""Dates of feeds and sitemaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discovery.entry import latest, parse_date

DUBAI = ZoneInfo("Asia/Dubai")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T06:00:00Z", datetime(2026, 11, 20, 6, tzinfo=UTC)),
        ("2026-11-20T06:00:00", datetime(2026, 11, 20, 6)),
        (" 2026-11-20 06:00:00 ", datetime(2026, 11, 20, 6)),
        ("Fri, 20 Nov 2026 10:00:00 GMT", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        (
            "Fri, 20 Nov 2026 10:00:00 +0400",
            datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=4))),
        ),
        (
            "Fri, 20 Nov 2026 10:00:00 CEST",
            datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=2))),
        ),
        ("Fri, 20 Nov 2026 10:00:00 Z", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 10:00:00 UT\n", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 10:00:00", datetime(2026, 11, 20, 10)),
        ("20.11.2026 10:00", datetime(2026, 11, 20, 10)),
        ("soon", None),
        ("", None),
        (None, None),
        ("99999-01-01", None),
        ("9" * 100_000, None),
    ],
)
def test_parse(raw: str | None, expected: date | None) -> None:
    assert parse_date(raw) == expected
    assert type(parse_date(raw)) is type(expected)


@pytest.mark.parametrize("raw", ["1970-01-01", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00"])
def test_a_day_that_stands_for_no_date(raw: str) -> None:
    assert parse_date(raw) is None


def test_latest() -> None:
    assert latest(datetime(2026, 11, 20, 10), DUBAI) == datetime(2026, 11, 20, 6, tzinfo=UTC)
    assert latest(datetime(2026, 11, 20, 10, tzinfo=UTC), DUBAI) == datetime(
        2026, 11, 20, 10, tzinfo=UTC
    )
    assert latest(date(2026, 11, 20), DUBAI) > datetime(2026, 11, 20, 19, 59, tzinfo=UTC)
    assert latest(date(2026, 11, 20), DUBAI) < datetime(2026, 11, 20, 20, tzinfo=UTC)


@given(st.text(max_size=80))
def test_total(raw: str) -> None:
    parse_date(raw)


@given(st.one_of(st.dates(), st.datetimes(), st.datetimes(timezones=st.just(UTC))))
def test_latest_total(stated: date) -> None:
    assert latest(stated, DUBAI).tzinfo

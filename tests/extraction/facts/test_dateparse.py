"""Dates in words and figures, in many languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.facts import calendars, dateparse


@pytest.mark.parametrize(
    "raw, text, instant, precision",
    [
        (
            "2026-04-21T17:47:42.389+02:00",
            "2026-04-21T17:47:42.389000+02:00",
            "2026-04-21T15:47:42.389000Z",
            "second",
        ),
        ("2026-04-21T17:47:42+0200", "2026-04-21T17:47:42+02:00", "2026-04-21T15:47:42Z", "second"),
        (
            "2026-04-21 17:47:42 +0200",
            "2026-04-21T17:47:42+02:00",
            "2026-04-21T15:47:42Z",
            "second",
        ),
        ("2026-04-21T17:47+02", "2026-04-21T17:47:00+02:00", "2026-04-21T15:47:00Z", "minute"),
        ("2026-04-21T15:47:42Z", "2026-04-21T15:47:42+00:00", "2026-04-21T15:47:42Z", "second"),
        ("2026-04-21 15:47:42 UTC", "2026-04-21T15:47:42+00:00", "2026-04-21T15:47:42Z", "second"),
        ("20260421T154742Z", "2026-04-21T15:47:42+00:00", "2026-04-21T15:47:42Z", "second"),
        (
            "2026-04-21T15:47:42.1234567Z",
            "2026-04-21T15:47:42.123456+00:00",
            "2026-04-21T15:47:42.123456Z",
            "second",
        ),
        (
            "2026-04-21T15:47:42+01:00[Europe/Paris]",
            "2026-04-21T15:47:42+01:00",
            "2026-04-21T14:47:42Z",
            "second",
        ),
        ("2026-04-21T15:47:42", "2026-04-21T15:47:42", None, "second"),
        ("2026-04-21", "2026-04-21", None, "day"),
        ("20260421", "2026-04-21", None, "day"),
        ("1776786462", "2026-04-21T15:47:42+00:00", "2026-04-21T15:47:42Z", "second"),
        ("1776786462000", "2026-04-21T15:47:42+00:00", "2026-04-21T15:47:42Z", "second"),
        (
            "Tue, 21 Apr 2026 15:47:42 +0200",
            "2026-04-21T15:47:42+02:00",
            "2026-04-21T13:47:42Z",
            "second",
        ),
        (
            "Tue Apr 21 2026 15:47:42 GMT+0000",
            "2026-04-21T15:47:42+00:00",
            "2026-04-21T15:47:42Z",
            "second",
        ),
        (
            "April 21, 2026 3:47 PM EDT",
            "2026-04-21T15:47:00-04:00",
            "2026-04-21T19:47:00Z",
            "minute",
        ),
        ("01:38:07 PM IST Apr 21, 2026", "2026-04-21T13:38:07", None, "second"),
        ("21.04.2026", "2026-04-21", None, "day"),
        ("21.04.2026, 07:39 Uhr", "2026-04-21T07:39:00", None, "minute"),
        ("21 avril 2026", "2026-04-21", None, "day"),
    ],
)
def test_parse(raw: str, text: str, instant: str | None, precision: str) -> None:
    language = {"21 avril 2026": "fr", "21.04.2026, 07:39 Uhr": "de"}.get(raw, "en")
    moment = dateparse.parse(raw, language=language)
    assert moment is not None
    assert (moment.text, moment.instant, moment.precision, moment.raw) == (
        text,
        instant,
        precision,
        raw,
    )
    assert (moment.zone == "stated") == (instant is not None)


def test_the_language_says_which_figure_is_the_month() -> None:
    american, british = (
        dateparse.parse("03/04/2026", language="en-US"),
        dateparse.parse("03/04/2026", language="en-GB"),
    )
    assert american and american.text == "2026-03-04"
    assert british and british.text == "2026-04-03"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "2026",
        "2026-04",
        "2026-13-45",
        "2026-04-21T25:00:00Z",
        "2026-04-21T10:00:00+23:00",
        "0",
        "9" * 50,
        "12:30",
        "99999999999999999",
        "2026-04-21T10:00:00+99:99",
        "\ud800",
        "٢٠٢٦-٠٤",
        "April",
        "a" * 500,
    ],
)
def test_no_dates(raw: str) -> None:
    assert dateparse.parse(raw) is None


@given(
    st.datetimes(
        min_value=datetime(1801, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.just(UTC)
    )
)
def test_iso_dates_are_read_unchanged(value: datetime) -> None:
    moment = dateparse.parse(value.isoformat())
    assert moment is not None and moment.value == value


@pytest.mark.parametrize(
    "raw, language, text",
    [
        ("08/05/2024 15h15", "pt", "2024-05-08T15:15:00"),
        ("15h15", "pt", None),
        ("8 May 2024 03:15 PM IST", "en", "2024-05-08T15:15:00"),
        ("8. mai 2024 kl. 15.15", "no", "2024-05-08T15:15:00"),
        ("8 maj 2024 kl. 15:15", "sv", "2024-05-08T15:15:00"),
        ("2024年5月8日 15時15分", "ja", "2024-05-08T15:15:00"),
        ("08/05/2024 15:15 (GMT+7)", "vi", "2024-05-08T15:15:00+07:00"),
        ("May 8, 2024 at 15:15 GMT+5:30", "en", "2024-05-08T15:15:00+05:30"),
        ("May 8, 2024 3:15 p.m. ET", "en-US", "2024-05-08T15:15:00-04:00"),
        ("January 8, 2024 3:15 PM ET", "en-US", "2024-01-08T15:15:00-05:00"),
        ("Publié le 08/05/2024 à 15:15", "fr", "2024-05-08T15:15:00"),
        ("8 de mayo de 2024, 3:15 p. m.", "es", "2024-05-08T15:15:00"),
        ("8 mai 2024 à 15 h 15", "fr", "2024-05-08T15:15:00"),
        ("8 พฤษภาคม 2567", "th", "2024-05-08"),
        ("29 กุมภาพันธ์ 2567", "th", "2024-02-29"),
        ("May 8, 2024 / 3:15 PM / Gazette", "en", "2024-05-08T15:15:00"),
        ("1715181300.123", None, "2024-05-08T15:15:00+00:00"),
        ("/Date(1715181300000)/", None, "2024-05-08T15:15:00+00:00"),
    ],
)
def test_times_of_day_as_papers_write_them(
    raw: str, language: str | None, text: str | None
) -> None:
    moment = dateparse.parse(raw, "text", language)
    assert (moment.text if moment else None) == text


@pytest.mark.parametrize(
    "raw, language, text",
    [
        ("5.4.2025", "de", "2025-04-05"),
        ("05.04.2025, 16:20", None, "2025-04-05T16:20:00"),
        ("13.04.2025 7:05:09", "fr", "2025-04-13T07:05:09"),
        ("22.11.2024 07.57", "de", "2024-11-22T07:57:00"),
        ("Sept. 5th, 2025 at 12:08 a.m.", "en-US", "2025-09-05T00:08:00"),
        ("5 April 2025, 12:20 PM", "en-GB", "2025-04-05T12:20:00"),
        ("2025.04.05. 오후 9:47", "ko", "2025-04-05T21:47:00"),
        ("2025.04.05. 오전 12:47", "ko", "2025-04-05T00:47:00"),
        ("2025年4月5日 下午9:47", "zh", "2025-04-05T21:47:00"),
        ("2025年4月5日 午後0時47分", "ja", "2025-04-05T12:47:00"),
        ("2025年4月5日 午前9時47分", "ja", "2025-04-05T09:47:00"),
        ("2025年4月5日 下午21:47", "zh", "2025-04-05T21:47:00"),
        ("5 أبريل 2025 9:47 م", "ar", "2025-04-05T21:47:00"),
        ("5 Απριλίου 2025, 9:47 μ.μ.", "el", "2025-04-05T21:47:00"),
        ("٥ أبريل ٢٠٢٥", "ar", "2025-04-05"),
        ("5 نيسان 2025", "ar", "2025-04-05"),
        ("০৫ এপ্রিল ২০২৫", "bn", "2025-04-05"),
        ("५ अप्रैल २०२५", "hi", "2025-04-05"),
        ("April 5, 2025 13:20 pm", "en", "2025-04-05T13:20:00"),
        ("April 5, 2025 at 4:20 p.m. EST", "en", "2025-04-05T16:20:00-05:00"),
        ("4/25/2025", "en-GB", "2025-04-25"),
        ("31.02.2025", "de", None),
        ("April 31, 2025", "en", None),
        ("8:41 Pm EST on December 20, 2023", "en", "2023-12-20T20:41:00-05:00"),
        ("Mon Aug 03 12:45:00 EDT 2015", "en", "2015-08-03T12:45:00-04:00"),
        ("Wed Nov 20 2019 09:28:00 GMT+0100 (CET)", "en", "2019-11-20T09:28:00+01:00"),
        ("Tuesday, January 15, 2008 06:48:36 am", None, "2008-01-15T06:48:36"),
        ("14 JAN 20", "en", "2020-01-14"),
        ("27 December 2007 (15:29 GMT)", None, "2007-12-27T15:29:00+00:00"),
        ("2023-10-26T14:09:45.214696Z EDT", "en", "2023-10-26T14:09:45-04:00"),
        ("2018-11-28CET11:59:00", "de", "2018-11-28T11:59:00+01:00"),
        ("2025-June-10 17:11", "en", "2025-06-10T17:11:00"),
        ("24.05.08", "ko", "2024-05-08"),
        ("5 hours ago", "en", None),
        ("3. Technology 2025", "en", None),
        ("Windows 10 1909", "en", None),
    ],
)
def test_words_and_figures(raw: str, language: str | None, text: str | None) -> None:
    moment = dateparse.parse(raw, "text", language)
    assert (moment.text if moment else None) == text


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("5 مارس 2026, 13:15", "ar"),
        ("5 במרץ 2026, 13:15", "he"),
        ("5 मार्च 2026, 13:15", "hi"),
        ("torsdag 5 mars 2026 kl. 13:15", "sv"),
        ("5 tháng 3, 2026 13:15", "vi"),
        ("5 მარტი, 2026 13:15", "ka"),
        ("5 martie 2026, 13:15", "en"),  # a template's language
    ],
)
def test_months_of_many_languages(words: str, language: str) -> None:
    moment = dateparse.parse(words, "text", language)
    assert moment and moment.value == datetime(2026, 3, 5, 13, 15)


def test_a_month_that_means_two_needs_its_language() -> None:
    values = [dateparse.parse("5 listopad 2026", "text", name) for name in ("pl", "hr", None)]
    assert [value and value.text for value in values] == ["2026-11-05", "2026-10-05", None]


@pytest.mark.parametrize(
    ("raw", "language", "text"),
    [
        ("令和8年11月28日", "ja", "2026-11-28"),
        ("令和８年１１月２８日　１０時３０分", "ja", "2026-11-28T10:30:00"),
        ("2026年（令和8年）11月28日", "ja", "2026-11-28"),
        ("平成31年4月30日", None, "2019-04-30"),
        ("令和元年5月1日", "ja", "2019-05-01"),
        ("民國115年11月28日", "zh-TW", "2026-11-28"),
        ("شنبه ۷ آذر ۱۴۰۵ - ۱۲:۳۰", "fa", "2026-11-28T12:30:00"),
        ("شنبه ۷ آذر ۱۴۰۵ ساعت ۱۲:۳۰", None, "2026-11-28T12:30:00"),
        ("۱۴۰۵/۰۹/۰۷", "fa", "2026-11-28"),
        ("1405/9/7 ۱۲:۳۰", "fa-IR", "2026-11-28T12:30:00"),
        ("30 دي 1403", "fa", "2025-01-19"),
        ("۱ حمل ۱۴۰۵", "prs", "2026-03-21"),
        ("۳۰ اسفند ۱۴۰۳", "fa", "2025-03-20"),
        ("1405-09-07T12:30:00+03:30", None, "2026-11-28T12:30:00+03:30"),
    ],
)
def test_dates_of_other_calendars(raw: str, language: str | None, text: str) -> None:
    found = dateparse.parse(raw, language=language)
    assert found is not None and found.text == text


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("1405/09/07", "en"),  # in Iran alone this is a day of our time
        ("5 May 1405", "en"),
        ("۷ آذر ۲۰۲۶", "fa"),
        ("31 آذر 1405", "fa"),
        ("۱۴۰۵/۱۳/۰۷", "fa"),
        ("令和8年13月28日", "ja"),
    ],
)
def test_days_that_no_other_calendar_has(raw: str, language: str) -> None:
    assert dateparse.parse(raw, language=language) is None


@pytest.mark.parametrize(
    ("year", "first"),
    [(1370, (1991, 3, 21)), (1400, (2021, 3, 21)), (1403, (2024, 3, 20)), (1404, (2025, 3, 21)),
     (1408, (2029, 3, 20)), (1409, (2030, 3, 21))],
)  # fmt: skip
def test_the_first_days_of_iranian_years(year: int, first: tuple[int, int, int]) -> None:
    assert calendars.gregorian(year, 1, 1) == first
    assert date(*calendars.gregorian(year, 7, 1)) == date(*first) + timedelta(days=186)

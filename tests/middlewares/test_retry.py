"""Retry-After: how long it asks for, and what the slot does."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.job.exceptions import Refused
from newscrawl.middlewares.retry import RetryAfter, seconds_asked_for

URL = "https://daily.example/1"
NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


def answer(value: str | bytes | None, status: int = 429) -> Response:
    return Response(URL, status=status, headers={"Retry-After": value} if value is not None else {})


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Tue, 24 Nov 2026 12:01:30 GMT", 90),
        ("Tue, 24 Nov 2026 14:01:30 +0200", 90),
        ("Tuesday, 24-Nov-26 12:00:10 GMT", 10),
        ("Tue Nov 24 12:00:05 2026", 5),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),  # over
        ("soon", 0),
        ("-5", 0),
        ("1.5", 0),
        ("²", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_seconds_and_dates(value: str | None, seconds: float) -> None:
    assert seconds_asked_for(answer(value.encode() if value else value), NOW) == seconds


@given(
    st.one_of(
        st.binary(max_size=60),
        st.from_regex(rb"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ \d+:\d+:\d+ [A-Z+-]*\d*"),
    )
)
def test_any_value(value: bytes) -> None:
    assert seconds_asked_for(answer(value.replace(b"\r", b"").replace(b"\n", b"")), NOW) >= 0


def middleware(slot: Slot | None, **settings: Any) -> RetryAfter:
    crawler = get_crawler(Spider, {"NEWSCRAWL_MAX_RETRY_AFTER": 300, **settings})
    crawler.spider = Spider("daily")
    crawler.spider.crawler = crawler
    downloader = SimpleNamespace(
        slots={"daily.example": slot} if slot else {}, get_slot_key=lambda r: r.url.split("/")[2]
    )
    crawler.engine = SimpleNamespace(downloader=downloader)  # type: ignore[assignment]
    return RetryAfter.from_crawler(crawler)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("delay", [0, 1])
def test_the_slot_waits(status: int, delay: float) -> None:
    slot = Slot(1, delay, 0.0)
    made = middleware(slot)
    request = Request(URL)
    made.response_downloaded(answer("60", status), request)
    # Scrapy computes this before it takes the next request of a slot.
    assert 58 < slot.download_delay() - monotonic() + slot.lastseen < 60 + delay + 1
    assert slot.download_delay() > 0
    made.process_request(request)


def test_the_longer_of_two_waits() -> None:
    slot = Slot(1, 1, 0.0)
    made = middleware(slot)
    made.response_downloaded(answer("200"), Request(URL))
    made.response_downloaded(answer("2"), Request(URL))
    assert slot.lastseen - monotonic() > 190


@pytest.mark.parametrize(("status", "value"), [(200, "60"), (404, "60"), (429, None), (503, "0")])
def test_nothing_asked(status: int, value: str | None) -> None:
    slot = Slot(1, 1, 0.0)
    made = middleware(slot)
    made.response_downloaded(answer(value, status), Request(URL))
    assert slot.lastseen == 0
    made.process_request(Request(URL))


def test_a_site_that_asks_for_too_long_is_left_alone() -> None:
    slot = Slot(1, 1, 0.0)
    made = middleware(slot)
    made.response_downloaded(answer("301"), Request(URL))
    assert slot.lastseen == 0
    for _ in range(2):
        with pytest.raises(Refused, match=r"^retry after$"):
            made.process_request(Request(URL))
    made.process_request(Request("https://other.example/"))
    assert made.crawler.stats.get_value("newscrawl/refused/retry_after") == 2
    made.crawler.stats.set_value("newscrawl/refused/retry_after", 0)
    with pytest.raises(Refused):
        made.process_request(Request(URL, meta={"robotstxt_bytes_read": 0}))
    assert made.crawler.stats.get_value("newscrawl/refused/retry_after") == 0


def test_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    made = middleware(Slot(1, 1, 0.0))
    made.response_downloaded(answer("400"), Request(URL))
    now = monotonic()
    monkeypatch.setattr("newscrawl.middlewares.retry.monotonic", lambda: now + 401)
    made.process_request(Request(URL))

"""The extension that keeps the Crawl-delay of robots.txt; tests/spiders has it at work."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from newscrawl.extensions.crawl_delay import CrawlDelay


class Robots:
    def __init__(self, delay: float | None) -> None:
        self.delay = delay

    def crawl_delay(self, user_agent: str) -> float | None:
        assert user_agent == "newscrawl"
        return self.delay


def delays(asked: float | None, slot: Slot | None, **settings: Any) -> tuple[float | None, float | None]:
    """The delay of the slot that is there, and of those to come."""
    crawler = get_crawler(
        Spider,
        {"NEWSCRAWL_MAX_CRAWL_DELAY": 60, "ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "newscrawl", **settings},
    )
    downloader = SimpleNamespace(
        slots={"daily.example": slot} if slot else {},
        per_slot_settings={},
        get_slot_key=lambda request: "daily.example",
    )
    crawler.engine = SimpleNamespace(downloader=downloader)  # type: ignore[assignment]
    extension = CrawlDelay.from_crawler(crawler)
    extension.robots_parsed(Robots(asked), Request("https://daily.example/a"))  # type: ignore[arg-type]
    return slot and slot.delay, downloader.per_slot_settings.get("daily.example", {}).get("delay")


@pytest.mark.parametrize(
    ("asked", "present", "expected"),
    [(10, 1, (10, 10)), (None, 1, (1, None)), (0.5, 1, (1, None)), (3600, 1, (60, 60))],
)
def test_longer_of_the_two_within_bounds(asked: float | None, present: float, expected: tuple[float, float]) -> None:
    assert delays(asked, Slot(1, present, 0.5)) == expected


def test_slots_to_come() -> None:
    assert delays(10, None, DOWNLOAD_DELAY=1) == (None, 10)
    assert delays(10, None, DOWNLOAD_DELAY=20) == (None, None)


def test_no_jitter_below_what_was_asked() -> None:
    slot = Slot(1, 1, 0.5)
    delays(10, slot)
    assert slot.download_delay() == 10


@pytest.mark.parametrize("settings", [{"NEWSCRAWL_MAX_CRAWL_DELAY": 0}, {"ROBOTSTXT_OBEY": False}])
def test_off(settings: dict[str, Any]) -> None:
    with pytest.raises(NotConfigured):
        delays(10, None, **settings)

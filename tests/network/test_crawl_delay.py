"""The Crawl-delay of robots.txt; tests/spiders has it at work."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import Request, Spider, signals
from scrapy.core.downloader import Slot
from scrapy.utils.test import get_crawler

from newscrawl.network.downloader import SiteDownloader

SITE = "daily.example"


class Robots:
    def __init__(self, delay: float | None) -> None:
        self.delay = delay

    def crawl_delay(self, user_agent: str) -> float | None:
        assert user_agent == "newscrawl"
        return self.delay


def heed(*asked: float | None, slot: Slot | None = None, **settings: Any) -> SiteDownloader:
    """Returns a downloader that has read these robots.txt files, of hosts of one site."""
    crawler = get_crawler(
        Spider,
        {
            "NEWSCRAWL_MAX_CRAWL_DELAY": 60,
            "ROBOTSTXT_OBEY": True,
            "ROBOTSTXT_USER_AGENT": "newscrawl",
            **settings,
        },
    )
    downloader = SiteDownloader(crawler)
    if slot:
        downloader.slots[SITE] = slot
    for number, delay in enumerate(asked):
        crawler.signals.send_catch_log(
            signals.robots_parsed,
            robotparser=Robots(delay),
            request=Request(f"https://host{number}.{SITE}/a"),
        )
    return downloader


def to_come(downloader: SiteDownloader) -> float | None:
    """Returns the delay of the site's future slots, or None if it is the default."""
    return downloader.per_slot_settings.get(SITE, {}).get("delay")


@pytest.mark.parametrize(
    ("asked", "present", "expected"),
    [(10, 1, (10, 10)), (None, 1, (1, None)), (0.5, 1, (1, None)), (3600, 1, (60, 60))],
)
def test_longer_of_the_two_within_bounds(
    asked: float | None, present: float, expected: tuple[float, float]
) -> None:
    slot = Slot(1, present, 0.5)
    downloader = heed(asked, slot=slot)
    assert (slot.delay, to_come(downloader)) == expected


def test_slots_to_come() -> None:
    assert to_come(heed(10, DOWNLOAD_DELAY=1)) == 10
    assert to_come(heed(10, DOWNLOAD_DELAY=20)) is None


def test_the_longest_of_a_sites_hosts() -> None:
    assert to_come(heed(3, 10, 5)) == 10
    slot = Slot(1, 1, 0.5)
    heed(3, 10, 5, slot=slot)
    assert slot.delay == 10


def test_no_jitter_below_what_was_asked() -> None:
    slot = Slot(1, 1, 0.5)
    heed(10, slot=slot)
    assert slot.download_delay() == 10


@pytest.mark.parametrize("settings", [{"NEWSCRAWL_MAX_CRAWL_DELAY": 0}, {"ROBOTSTXT_OBEY": False}])
def test_off(settings: dict[str, Any]) -> None:
    assert to_come(heed(10, **settings)) is None

"""ProbeSpider says what it reads."""

from __future__ import annotations

from types import SimpleNamespace

from scrapy.http import Request
from scrapy.utils.test import get_crawler

from newscrawl.crawl.probe import ProbeSpider


def test_progress_names_the_request_under_way_and_counts_articles() -> None:
    slot = SimpleNamespace(transferring=[])
    crawler = get_crawler(ProbeSpider, {"NEWSCRAWL_CONTACT": "ann@example.org"})
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={"paper.example": slot}))
    spider = ProbeSpider.from_crawler(crawler, url="https://paper.example/")
    assert spider.progress() == "sources read: 0, now /"
    feed, story = (Request(f"https://paper.example/{name}") for name in ("feed.xml", "a" * 99))
    slot.transferring.append(feed)
    spider.probe.listed["https://paper.example/"] = 12
    assert spider.progress() == "sources read: 1, now /feed.xml"
    slot.transferring[:] = [story]
    spider._chosen = [story, feed]
    crawler.stats.inc_value("item_scraped_count")
    assert spider.progress() == f"articles read: 1 of 2, now /{'a' * 59}"

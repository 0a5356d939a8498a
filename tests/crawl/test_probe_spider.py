"""ProbeSpider says what it reads."""

from __future__ import annotations

from scrapy.http import Request
from scrapy.utils.test import get_crawler

from newscrawl.crawl.probe import ProbeSpider


def test_progress_names_the_oldest_request_and_counts_articles() -> None:
    crawler = get_crawler(ProbeSpider, {"NEWSCRAWL_CONTACT": "ann@example.org"})
    spider = ProbeSpider.from_crawler(crawler, url="https://paper.example/")
    assert spider.progress() == "sources read: 0, now /"
    feed, story = (Request(f"https://paper.example/{name}") for name in ("feed.xml", "a" * 99))
    for request in (feed, story):
        spider._asked(request)
    spider.probe.listed["https://paper.example/"] = 12
    assert spider.progress() == "sources read: 1, now /feed.xml"
    spider._answered(feed)
    spider._chosen = [story, feed]
    crawler.stats.inc_value("item_scraped_count")
    assert spider.progress() == f"articles read: 1 of 2, now /{'a' * 59}"

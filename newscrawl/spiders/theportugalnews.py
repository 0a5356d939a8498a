"""The Portugal News, https://www.theportugalnews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ThePortugalNewsSpider(PublisherSpider):
    name = "theportugalnews"
    publisher_name = "The Portugal News"
    domain = "theportugalnews.com"
    country = "PT"
    timezone = "Europe/Lisbon"
    sitemaps = ["/sitemap-news.xml"]

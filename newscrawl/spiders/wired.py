"""Wired, https://www.wired.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class WiredSpider(PublisherSpider):
    name = "wired"
    publisher_name = "Wired"
    domain = "wired.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["/feed/rss"]
    news_sitemaps = ["/feed/google-latest-news/sitemap-google-news"]
    sitemaps = ["/sitemap.xml", "/sitemap-archive-1.xml"]

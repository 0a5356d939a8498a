"""Wired, https://www.wired.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class WiredSpider(PublisherSpider):
    name = "wired"
    publisher_name = "Wired"
    domain = "wired.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "politics": "/category/politics",
        "business": "/category/business",
        "technology": "/category/gear",
        "science": "/category/science",
        "culture": "/category/culture",
        "opinion": "/category/ideas",
    }
    section_feeds = {
        "business": "https://www.wired.com/feed/category/business/latest/rss",
        "science": "https://www.wired.com/feed/category/science/latest/rss",
        "culture": "https://www.wired.com/feed/category/culture/latest/rss",
        "opinion": "https://www.wired.com/feed/category/ideas/latest/rss",
        "technology": "https://www.wired.com/feed/category/gear/latest/rss",
    }
    feeds = ["/feed/rss"]
    news_sitemaps = ["/feed/google-latest-news/sitemap-google-news"]
    sitemaps = ["/sitemap.xml", "/sitemap-archive-1.xml"]

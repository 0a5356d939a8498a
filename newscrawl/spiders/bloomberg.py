"""Bloomberg, https://www.bloomberg.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BloombergSpider(PublisherSpider):
    name = "bloomberg"
    publisher_name = "Bloomberg"
    domain = "bloomberg.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "politics": "/politics",
        "business": "/markets",
        "technology": "/technology",
        "climate": "/green",
        "lifestyle": "/pursuits",
        "opinion": "/opinion",
    }
    section_feeds = {
        "business": "https://feeds.bloomberg.com/markets/news.rss",
        "politics": "https://feeds.bloomberg.com/politics/news.rss",
        "technology": "https://feeds.bloomberg.com/technology/news.rss",
        "climate": "https://feeds.bloomberg.com/green/news.rss",
    }
    news_sitemaps = ["/sitemaps/news/latest.xml"]

"""The Washington Post, https://www.washingtonpost.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheWashingtonPostSpider(PublisherSpider):
    name = "washingtonpost"
    publisher_name = "The Washington Post"
    domain = "washingtonpost.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "us": "/national/",
        "world": "/world/",
        "politics": "/politics/",
        "business": "/business/",
        "technology": "/technology/",
        "science": "/science/",
        "health": "/health/",
        "climate": "/climate-environment/",
        "sport": "/sports/",
        "culture": "/entertainment/",
        "opinion": "/opinions/",
        "local": "/local/",
    }
    section_feeds = {
        "us": "https://feeds.washingtonpost.com/rss/national",
        "world": "https://feeds.washingtonpost.com/rss/world",
        "politics": "https://feeds.washingtonpost.com/rss/politics",
        "business": "https://feeds.washingtonpost.com/rss/business",
        "sport": "https://feeds.washingtonpost.com/rss/sports",
        "culture": "https://feeds.washingtonpost.com/rss/entertainment",
        "opinion": "https://feeds.washingtonpost.com/rss/opinions",
    }
    news_sitemaps = ["/sitemaps/news-sitemap.xml.gz"]
    sitemaps = ["/sitemaps/sitemap.xml.gz"]

"""Global News, https://globalnews.ca/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class GlobalNewsSpider(WordPressSpider):
    name = "globalnews"
    publisher_name = "Global News"
    domain = "globalnews.ca"
    home = "https://globalnews.ca/"
    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    sections = {
        "canada": "/canada/",
        "world": "/world/",
        "politics": "/politics/",
        "business": "/money/",
        "health": "/health/",
        "culture": "/entertainment/",
        "lifestyle": "/lifestyle/",
        "sport": "/sports/",
        "opinion": "/commentary/",
        "us": "/us-news/",
    }
    section_feeds = {
        "canada": "/canada/feed/",
        "world": "/world/feed/",
        "politics": "/politics/feed/",
        "business": "/money/feed/",
        "health": "/health/feed/",
        "culture": "/entertainment/feed/",
    }
    feeds = []
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

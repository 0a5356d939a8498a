"""Metro, https://metro.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class MetroSpider(WordPressSpider):
    name = "metro"
    publisher_name = "Metro"
    domain = "metro.co.uk"
    home = "https://metro.co.uk/"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "uk": "/news/uk/",
        "world": "/news/world/",
        "politics": "/news/politics/",
        "technology": "/news/tech/",
        "sport": "/sport/",
        "culture": "/entertainment/",
        "lifestyle": "/lifestyle/",
        "us": "/news/us/",
        "business": "/lifestyle/money/",
        "health": "/lifestyle/health/",
        "travel": "/lifestyle/travel/",
    }
    feeds = []
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

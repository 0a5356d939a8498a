"""Daily Express, https://www.express.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DailyExpressSpider(PublisherSpider):
    name = "express"
    publisher_name = "Daily Express"
    domain = "express.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "uk": "/news/uk",
        "world": "/news/world",
        "politics": "/news/politics",
        "business": "/finance",
        "technology": "/life-style/science-technology",
        "science": "/news/science",
        "health": "/life-style/health",
        "sport": "/sport",
        "culture": "/entertainment",
        "lifestyle": "/life-style",
        "opinion": "/comment",
        "travel": "/travel",
    }
    news_sitemaps = ["/googlenews.xml"]
    sitemaps = ["/sitemap.xml"]

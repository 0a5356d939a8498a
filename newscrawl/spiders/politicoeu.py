"""Politico Europe, https://www.politico.eu/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class PoliticoEuropeSpider(WordPressSpider):
    name = "politicoeu"
    publisher_name = "Politico Europe"
    domain = "politico.eu"
    country = "BE"
    language = "en"
    timezone = "Europe/Brussels"
    sections = {
        "politics": "/section/politics/",
        "uk": "/section/uk/",
        "technology": "/section/technology/",
        "health": "/section/health-care/",
        "climate": "/section/energy/",
    }
    section_feeds = {
        "politics": "/section/politics/feed/",
        "uk": "/section/uk/feed/",
        "technology": "/section/technology/feed/",
        "climate": "/section/energy/feed/",
    }
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

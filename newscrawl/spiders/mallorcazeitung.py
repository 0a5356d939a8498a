"""Mallorca Zeitung, https://www.mallorcazeitung.es/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MallorcaZeitungSpider(PublisherSpider):
    name = "mallorcazeitung"
    publisher_name = "Mallorca Zeitung"
    domain = "mallorcazeitung.es"
    country = "ES"
    language = "de"
    timezone = "Europe/Madrid"
    sections = {
        "spain": "/spanien/",
        "politics": "/politik/",
        "business": "/wirtschaft-tourismus/",
        "health": "/gesundheit/",
        "climate": "/umwelt/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/boulevard/style/",
        "opinion": "/meinung/",
        "travel": "/boulevard/travel/",
    }
    feeds = ["/rss/section/28000"]
    news_sitemaps = ["/sitemap_google_news_8d82b.xml"]

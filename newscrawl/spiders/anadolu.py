"""Anadolu Ajansı, https://www.aa.com.tr/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class AnadoluAjansiSpider(PublisherSpider):
    name = "anadolu"
    publisher_name = "Anadolu Ajansı"
    domain = "aa.com.tr"
    country = "TR"
    language = "tr"
    timezone = "Europe/Istanbul"
    sections = {
        "world": "/tr/dunya",
        "politics": "/tr/politika",
        "business": "/tr/ekonomi",
        "sport": "/tr/spor",
        "culture": "/tr/kultur",
        "technology": "/tr/bilim-teknoloji",
        "health": "/tr/saglik",
        "education": "/tr/egitim",
        "lifestyle": "/tr/yasam",
        "opinion": "/tr/analiz",
        "climate": "/tr/yesilhat",
    }
    feeds = ["/tr/rss/default?cat=guncel"]

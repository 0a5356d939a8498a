"""Habertürk, https://www.haberturk.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class HaberturkSpider(PublisherSpider):
    name = "haberturk"
    publisher_name = "Habertürk"
    domain = "haberturk.com"
    country = "TR"
    language = "tr"
    timezone = "Europe/Istanbul"
    sections = {
        "world": "/dunya",
        "business": "/ekonomi",
        "technology": "/ekonomi/teknoloji",
        "health": "/saglik",
        "sport": "/spor",
        "culture": "/magazin",
        "politics": "/gundem/politika",
        "lifestyle": "/stil",
        "education": "/gundem/egitim",
        "climate": "/gundem/cevre",
    }
    news_sitemaps = ["/sitemap_google_news.xml"]
    sitemaps = ["/sitemap.xml"]

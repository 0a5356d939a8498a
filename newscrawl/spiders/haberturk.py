"""Habertürk, https://www.haberturk.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


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
        "technology": "/teknoloji",
        "health": "/saglik",
        "sport": "/spor",
        "culture": "/kultur-sanat",
    }
    news_sitemaps = ["/sitemap_google_news.xml"]
    sitemaps = ["/sitemap.xml"]

"""Mallorca Magazin, https://www.mallorcamagazin.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MallorcaMagazinSpider(PublisherSpider):
    name = "mallorcamagazin"
    publisher_name = "Mallorca Magazin"
    domain = "mallorcamagazin.com"
    country = "ES"
    language = "de"
    timezone = "Europe/Madrid"
    sections = {
        "spain": "/nachrichten/spanien.html",
        "politics": "/nachrichten/politik.html",
        "business": "/nachrichten/wirtschaft.html",
        "sport": "/nachrichten/sport.html",
        "culture": "/nachrichten/kultur.html",
        "travel": "/nachrichten/tourismus.html",
        "local": "/nachrichten/lokales.html",
    }
    news_sitemaps = ["/googlenews.xml"]
    sitemaps = ["/nachrichten/sitemapIndex.xml"]

"""Salzburger Nachrichten, https://www.sn.at/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class SalzburgerNachrichtenSpider(PublisherSpider):
    name = "salzburgernachrichten"
    publisher_name = "Salzburger Nachrichten"
    domain = "sn.at"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    sections = {
        "austria": "/politik/innenpolitik",
        "world": "/politik/weltpolitik",
        "politics": "/politik",
        "business": "/wirtschaft",
        "science": "/panorama/wissen",
        "sport": "/sport",
        "culture": "/kultur",
        "lifestyle": "/leben",
        "local": "/salzburg",
    }
    news_sitemaps = ["/news-artikel.sitemap.xml"]
    sitemaps = ["/portal-artikel.sitemap.xml"]

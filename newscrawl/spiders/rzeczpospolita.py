"""Rzeczpospolita, https://www.rp.pl/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class RzeczpospolitaSpider(PublisherSpider):
    name = "rzeczpospolita"
    publisher_name = "Rzeczpospolita"
    domain = "rp.pl"
    country = "PL"
    language = "pl"
    timezone = "Europe/Warsaw"
    sections = {
        "world": "/swiat",
        "politics": "/polityka",
        "business": "/ekonomia",
        "sport": "/sport",
        "culture": "/kultura",
        "opinion": "/opinie-polityczno-spoleczne",
    }
    news_sitemaps = ["/sitemaps/news-sitemap.xml"]
    sitemaps = ["/sitemaps/sitemap.xml"]

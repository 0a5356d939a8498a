"""Mallorca Magazin, https://www.mallorcamagazin.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MallorcaMagazinSpider(PublisherSpider):
    name = "mallorcamagazin"
    publisher_name = "Mallorca Magazin"
    domain = "mallorcamagazin.com"
    country = "ES"
    language = "de"
    timezone = "Europe/Madrid"
    news_sitemaps = ["/googlenews.xml"]
    sitemaps = ["/nachrichten/sitemapIndex.xml"]

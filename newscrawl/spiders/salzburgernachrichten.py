"""Salzburger Nachrichten, https://www.sn.at/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class SalzburgerNachrichtenSpider(PublisherSpider):
    name = "salzburgernachrichten"
    publisher_name = "Salzburger Nachrichten"
    domain = "sn.at"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    news_sitemaps = ["/news-artikel.sitemap.xml"]
    sitemaps = ["/portal-artikel.sitemap.xml"]

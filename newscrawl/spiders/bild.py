"""Bild, https://www.bild.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class BildSpider(PublisherSpider):
    name = "bild"
    publisher_name = "Bild"
    domain = "bild.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feed/alles.xml"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap-index.xml"]

"""Politico Europe, https://www.politico.eu/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class PoliticoEuropeSpider(PublisherSpider):
    name = "politicoeu"
    publisher_name = "Politico Europe"
    domain = "politico.eu"
    country = "BE"
    language = "en"
    timezone = "Europe/Brussels"
    feeds = ["/feed/"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

"""Frankfurter Allgemeine Zeitung, https://www.faz.net/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class FrankfurterAllgemeineZeitungSpider(PublisherSpider):
    name = "faz"
    publisher_name = "Frankfurter Allgemeine Zeitung"
    domain = "faz.net"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = [
        "/rss/aktuell",
        "/rss/aktuell/politik",
        "/rss/aktuell/sport",
        "/rss/aktuell/wirtschaft/",
        "/rss/aktuell/gesellschaft/",
    ]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap-index.xml"]

"""Frankfurter Rundschau, https://www.fr.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class FrankfurterRundschauSpider(PublisherSpider):
    name = "frankfurterrundschau"
    publisher_name = "Frankfurter Rundschau"
    domain = "fr.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["https://fr.de/rssfeed.rdf"]
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/sitemap-index.xml"]

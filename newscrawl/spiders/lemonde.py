"""Le Monde, https://www.lemonde.fr/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LeMondeSpider(PublisherSpider):
    name = "lemonde"
    publisher_name = "Le Monde"
    domain = "lemonde.fr"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["/sitemap_index.xml"]

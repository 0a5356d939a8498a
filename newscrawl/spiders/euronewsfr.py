"""Euronews (Français), https://fr.euronews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class EuronewsFrancaisSpider(PublisherSpider):
    name = "euronewsfr"
    publisher_name = "Euronews (Français)"
    domain = "fr.euronews.com"
    home = "https://fr.euronews.com/"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    sections = {
        "europe": "/my-europe",
        "business": "/business",
        "technology": "/next",
        "health": "/sante",
        "climate": "/green",
        "culture": "/culture",
        "travel": "/voyages",
    }
    news_sitemaps = ["/sitemaps/fr/latest-news.xml"]
    sitemaps = ["/sitemaps/fr/articles.xml"]

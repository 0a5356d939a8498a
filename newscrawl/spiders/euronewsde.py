"""Euronews (Deutsch), https://de.euronews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class EuronewsDeutschSpider(PublisherSpider):
    name = "euronewsde"
    publisher_name = "Euronews (Deutsch)"
    domain = "de.euronews.com"
    home = "https://de.euronews.com/"
    country = "FR"
    language = "de"
    timezone = "Europe/Paris"
    sections = {
        "europe": "/my-europe",
        "business": "/business",
        "technology": "/next",
        "health": "/gesundheit",
        "climate": "/green",
        "culture": "/kultur",
        "travel": "/reise",
    }
    news_sitemaps = ["/sitemaps/de/latest-news.xml"]
    sitemaps = ["/sitemaps/de/articles.xml"]

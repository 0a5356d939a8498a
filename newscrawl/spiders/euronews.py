"""Euronews, https://www.euronews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class EuronewsSpider(PublisherSpider):
    name = "euronews"
    publisher_name = "Euronews"
    domain = "euronews.com"
    country = "FR"
    language = "en"
    timezone = "Europe/Paris"
    sections = {
        "europe": "/my-europe",
        "business": "/business",
        "technology": "/next",
        "health": "/health",
        "climate": "/green",
        "culture": "/culture",
        "travel": "/travel",
    }
    news_sitemaps = ["/sitemaps/en/latest-news.xml"]
    sitemaps = ["/sitemaps/en/articles.xml"]

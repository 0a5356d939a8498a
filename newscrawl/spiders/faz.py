"""Frankfurter Allgemeine Zeitung, https://www.faz.net/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class FrankfurterAllgemeineZeitungSpider(PublisherSpider):
    name = "faz"
    publisher_name = "Frankfurter Allgemeine Zeitung"
    domain = "faz.net"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "world": "/aktuell/politik/ausland/",
        "politics": "/aktuell/politik/",
        "business": "/aktuell/wirtschaft/",
        "technology": "/aktuell/technik-motor/",
        "science": "/aktuell/wissen/",
        "sport": "/aktuell/sport/",
        "culture": "/aktuell/feuilleton/",
        "lifestyle": "/aktuell/stil/",
        "education": "/aktuell/karriere-hochschule/",
        "travel": "/aktuell/reise/",
        "local": "/aktuell/rhein-main/",
    }
    section_feeds = {
        "politics": "/rss/aktuell/politik",
        "business": "/rss/aktuell/wirtschaft/",
        "sport": "/rss/aktuell/sport",
    }
    feeds = ["/rss/aktuell", "/rss/aktuell/gesellschaft/"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap-index.xml"]

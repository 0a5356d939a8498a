"""Berliner Zeitung, https://www.berliner-zeitung.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BerlinerZeitungSpider(PublisherSpider):
    name = "berlinerzeitung"
    publisher_name = "Berliner Zeitung"
    domain = "berliner-zeitung.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/category/politik",
        "world": "/topics/ausland",
        "business": "/category/wirtschaft",
        "technology": "/topics/technologie",
        "health": "/topics/gesundheit",
        "climate": "/topics/klimawandel",
        "sport": "/topics/sport",
        "culture": "/category/kultur",
        "lifestyle": "/category/stil",
        "opinion": "/category/debatte",
        "education": "/topics/bildung",
    }
    feeds = ["/feed.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

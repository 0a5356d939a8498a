"""Kleine Zeitung, https://www.kleinezeitung.at/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class KleineZeitungSpider(PublisherSpider):
    name = "kleinezeitung"
    publisher_name = "Kleine Zeitung"
    domain = "kleinezeitung.at"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    sections = {
        "politics": "/politik",
        "business": "/wirtschaft",
        "sport": "/sport",
        "culture": "/kultur",
        "lifestyle": "/lebensart",
        "opinion": "/meinung",
        "local": "/steiermark",
    }
    news_sitemaps = ["/news-sitemap"]
    sitemaps = ["/sitemaps/sitemap_main.xml"]

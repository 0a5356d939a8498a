"""Tages-Anzeiger, https://www.tagesanzeiger.ch/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TagesAnzeigerSpider(PublisherSpider):
    name = "tagesanzeiger"
    publisher_name = "Tages-Anzeiger"
    domain = "tagesanzeiger.ch"
    country = "CH"
    language = "de"
    timezone = "Europe/Zurich"
    sections = {
        "switzerland": "/schweiz",
        "world": "/ausland",
        "business": "/wirtschaft",
        "science": "/wissen",
        "sport": "/sport",
        "culture": "/kultur",
        "lifestyle": "/leben",
        "opinion": "/meinungen",
        "local": "/zuerich",
    }
    news_sitemaps = ["/sitemaps/news.xml"]
    sitemaps = ["/sitemaps/sitemapindex.xml"]

"""20 Minuten, https://www.20min.ch/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ZwanzigMinutenSpider(PublisherSpider):
    name = "zwanzigminuten"
    publisher_name = "20 Minuten"
    domain = "20min.ch"
    country = "CH"
    timezone = "Europe/Zurich"
    sections = {
        "switzerland": "/schweiz",
        "world": "/ausland",
        "business": "/wirtschaft",
        "science": "/wissen",
        "sport": "/sport",
        "culture": "/people",
        "lifestyle": "/lifestyle",
        "local": "/zuerich",
        "technology": "/digital",
        "health": "/gesundheit",
        "travel": "/lifestyle/reisen",
    }
    news_sitemaps = ["/sitemaps/de/news.xml", "/sitemaps/fr/news.xml"]
    sitemaps = ["/sitemaps/de/articles.xml", "/sitemaps/fr/articles.xml"]

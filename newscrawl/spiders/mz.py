"""Mitteldeutsche Zeitung, https://www.mz.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MitteldeutscheZeitungSpider(PublisherSpider):
    name = "mz"
    publisher_name = "Mitteldeutsche Zeitung"
    domain = "mz.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "local": "/lokal",
        "world": "/deutschland-und-welt",
        "politics": "/mitteldeutschland/landespolitik",
        "sport": "/sport",
        "lifestyle": "/leben",
    }
    news_sitemaps = ["/sitemaps/newssitemap-index.xml"]
    sitemaps = ["/sitemaps/sitemap-ressort-index.xml"]

"""Neue Zürcher Zeitung, https://www.nzz.ch/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NeueZurcherZeitungSpider(PublisherSpider):
    name = "nzz"
    publisher_name = "Neue Zürcher Zeitung"
    domain = "nzz.ch"
    country = "CH"
    language = "de"
    timezone = "Europe/Zurich"
    sections = {
        "switzerland": "/schweiz",
        "world": "/international",
        "business": "/wirtschaft",
        "technology": "/technologie",
        "science": "/wissenschaft",
        "sport": "/sport",
        "culture": "/feuilleton",
        "lifestyle": "/gesellschaft",
        "opinion": "/meinung",
        "local": "/zuerich",
    }
    section_feeds = {
        "switzerland": "/schweiz.rss",
        "world": "/international.rss",
        "business": "/wirtschaft.rss",
        "technology": "/technologie.rss",
        "science": "/wissenschaft.rss",
        "sport": "/sport.rss",
        "culture": "/feuilleton.rss",
        "local": "/zuerich.rss",
    }
    news_sitemaps = ["/sitemap/news0.xml"]
    sitemaps = ["/sitemap.xml"]

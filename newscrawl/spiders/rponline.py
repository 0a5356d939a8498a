"""Rheinische Post, https://rp-online.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class RheinischePostSpider(PublisherSpider):
    name = "rponline"
    publisher_name = "Rheinische Post"
    domain = "rp-online.de"
    home = "https://rp-online.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "health": "/leben/gesundheit/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/leben/",
        "travel": "/leben/reisen/",
        "local": "/nrw/",
    }
    section_feeds = {
        "politics": "/politik/feed.rss",
        "business": "/wirtschaft/feed.rss",
        "sport": "/sport/feed.rss",
        "culture": "/kultur/feed.rss",
        "local": "/nrw/feed.rss",
    }
    feeds = ["/feed.rss"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

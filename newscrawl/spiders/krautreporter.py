"""Krautreporter, https://krautreporter.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class KrautreporterSpider(PublisherSpider):
    name = "krautreporter"
    publisher_name = "Krautreporter"
    domain = "krautreporter.de"
    home = "https://krautreporter.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feeds.rss"]
    sitemaps = ["/sitemap.xml"]

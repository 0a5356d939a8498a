"""Correctiv, https://www.correctiv.org/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class CorrectivSpider(PublisherSpider):
    name = "correctiv"
    publisher_name = "Correctiv"
    domain = "correctiv.org"
    country = "DE"
    timezone = "Europe/Berlin"
    feeds = ["https://correctiv.org/feed/", "https://correctiv.org/en/feed/"]
    sitemaps = ["/sitemap_index.xml"]

"""Sermitsiaq, https://www.sermitsiaq.ag/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class SermitsiaqSpider(PublisherSpider):
    name = "sermitsiaq"
    publisher_name = "Sermitsiaq"
    domain = "sermitsiaq.ag"
    country = "GL"
    language = None
    timezone = "America/Nuuk"
    sections = {
        "business": "/tag/erhverv",
        "politics": "/tag/politik",
        "culture": "/tag/kultur",
        "sport": "/tag/sport",
        "greenland": "/tag/indland",
        "world": "/tag/udland",
        "health": "/tag/sundhed",
        "education": "/tag/uddannelse",
    }
    sitemaps = ["/sitemap.xml"]

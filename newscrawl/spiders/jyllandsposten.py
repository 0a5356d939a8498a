"""Jyllands-Posten, https://jyllands-posten.dk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class JyllandsPostenSpider(PublisherSpider):
    name = "jyllandsposten"
    publisher_name = "Jyllands-Posten"
    domain = "jyllands-posten.dk"
    home = "https://jyllands-posten.dk/"
    country = "DK"
    language = "da"
    timezone = "Europe/Copenhagen"
    sections = {
        "denmark": "/indland/",
        "world": "/international/",
        "politics": "/politik/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/livsstil/",
        "opinion": "/debat/",
        "local": "/jpaarhus/",
        "business": "/erhverv/",
        "science": "/nyviden/",
        "travel": "/rejser/",
    }
    sitemaps = ["/sitemapindex.xml"]

"""Münchner Merkur, https://www.merkur.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import IppenSpider


class MunchnerMerkurSpider(IppenSpider):
    name = "merkur"
    publisher_name = "Münchner Merkur"
    domain = "merkur.de"
    sections = {
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "health": "/leben/gesundheit/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/leben/",
        "travel": "/reise/",
        "local": "/lokales/",
        "germany": "/deutschland/",
    }
    feeds = ["/welt/rssfeed.rdf"]
    selectors = {"title": "h1"}  # the headline of structured data is the one for search engines

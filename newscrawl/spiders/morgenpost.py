"""Berliner Morgenpost, https://www.morgenpost.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import FunkeSpider


class BerlinerMorgenpostSpider(FunkeSpider):
    name = "morgenpost"
    publisher_name = "Berliner Morgenpost"
    domain = "morgenpost.de"
    sections = {
        "local": "/berlin/",
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "sport": "/sport/",
        "culture": "/kultur/",
    }
    feeds = []

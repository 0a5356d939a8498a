"""Braunschweiger Zeitung, https://www.braunschweiger-zeitung.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import FunkeSpider


class BraunschweigerZeitungSpider(FunkeSpider):
    name = "braunschweigerzeitung"
    publisher_name = "Braunschweiger Zeitung"
    domain = "braunschweiger-zeitung.de"
    sections = {
        "local": "/niedersachsen/",
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/ratgeber-wissen/",
    }

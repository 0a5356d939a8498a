"""WAZ, https://www.waz.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import FunkeSpider


class WAZSpider(FunkeSpider):
    name = "waz"
    publisher_name = "WAZ"
    domain = "waz.de"
    sections = {
        "local": "/staedte/",
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/leben/",
        "opinion": "/meinung/",
    }
    feeds = []

"""Hamburger Abendblatt, https://www.abendblatt.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import FunkeSpider


class HamburgerAbendblattSpider(FunkeSpider):
    name = "abendblatt"
    publisher_name = "Hamburger Abendblatt"
    domain = "abendblatt.de"
    sections = {
        "local": "/hamburg/",
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "sport": "/sport/",
        "lifestyle": "/ratgeber/",
    }

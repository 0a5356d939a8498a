"""Wochenblatt, https://wochenblatt.cc/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class WochenblattSpider(YoastSpider):
    name = "wochenblatt"
    publisher_name = "Wochenblatt"
    domain = "wochenblatt.cc"
    home = "https://wochenblatt.cc/"
    country = "PY"
    language = "de"
    timezone = "America/Asuncion"

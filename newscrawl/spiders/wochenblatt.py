"""Wochenblatt, https://wochenblatt.cc/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class WochenblattSpider(PublisherSpider):
    name = "wochenblatt"
    publisher_name = "Wochenblatt"
    domain = "wochenblatt.cc"
    home = "https://wochenblatt.cc/"
    country = "PY"
    language = "de"
    timezone = "America/Asuncion"
    sitemaps = ["/sitemap_index.xml"]

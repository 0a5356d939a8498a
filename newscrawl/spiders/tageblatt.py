"""Tageblatt, https://www.tageblatt.lu/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TageblattSpider(PublisherSpider):
    name = "tageblatt"
    publisher_name = "Tageblatt"
    domain = "tageblatt.lu"
    country = "LU"
    language = "de"
    timezone = "Europe/Luxembourg"
    sections = {
        "luxembourg": "/nachrichten/luxemburg/",
        "world": "/nachrichten/international/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "opinion": "/meinung/",
    }
    sitemaps = ["/Sitemap_Index.xml.gz"]

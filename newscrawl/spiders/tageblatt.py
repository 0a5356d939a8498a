"""Tageblatt, https://www.tageblatt.lu/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TageblattSpider(PublisherSpider):
    name = "tageblatt"
    publisher_name = "Tageblatt"
    domain = "tageblatt.lu"
    country = "LU"
    language = "de"
    timezone = "Europe/Luxembourg"
    sections = {
        "politics": "/category/politik/",
        "sport": "/category/sport/",
        "culture": "/category/kultur/",
    }
    sitemaps = ["/Sitemap_Index.xml.gz"]

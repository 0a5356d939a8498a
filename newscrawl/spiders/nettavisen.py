"""Nettavisen, https://www.nettavisen.no/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NettavisenSpider(PublisherSpider):
    name = "nettavisen"
    publisher_name = "Nettavisen"
    domain = "nettavisen.no"
    country = "NO"
    language = "no"
    timezone = "Europe/Oslo"
    sections = {
        "business": "/okonomi",
        "sport": "/sport",
        "culture": "/kjendis",
        "opinion": "/norsk-debatt",
    }
    feeds = ["/service/rich-rss"]

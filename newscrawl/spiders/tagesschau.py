"""Tagesschau, https://www.tagesschau.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TagesschauSpider(PublisherSpider):
    name = "tagesschau"
    publisher_name = "Tagesschau"
    domain = "tagesschau.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/xml/rss2/"]

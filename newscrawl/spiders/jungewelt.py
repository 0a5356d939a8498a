"""Junge Welt, https://www.jungewelt.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class JungeWeltSpider(PublisherSpider):
    name = "jungewelt"
    publisher_name = "Junge Welt"
    domain = "jungewelt.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feeds/newsticker.rss"]

"""Anadolu Ajansı, https://www.aa.com.tr/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class AnadoluAjansiSpider(PublisherSpider):
    name = "anadolu"
    publisher_name = "Anadolu Ajansı"
    domain = "aa.com.tr"
    country = "TR"
    language = "tr"
    timezone = "Europe/Istanbul"
    feeds = ["/tr/rss/default?cat=guncel"]

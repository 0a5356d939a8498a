"""Morgunblaðið, https://www.mbl.is/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MorgunbladidSpider(PublisherSpider):
    name = "mbl"
    publisher_name = "Morgunblaðið"
    domain = "mbl.is"
    country = "IS"
    language = "is"
    timezone = "Atlantic/Reykjavik"
    sections = {
        "iceland": "/frettir/innlent/",
        "world": "/frettir/erlent/",
        "business": "/vidskipti/",
        "technology": "/frettir/togt/",
        "sport": "/sport/",
        "lifestyle": "/smartland/",
        "culture": "/folk/",
        "travel": "/ferdalog/",
    }
    section_feeds = {
        "iceland": "/feeds/innlent/",
        "world": "/feeds/erlent/",
    }
    feeds = [
        "/feeds/fp/",
        "/feeds/english/",
        "/feeds/helst/",
    ]
    sitemaps = ["/mm/sitemap.xml"]

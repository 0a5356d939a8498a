"""Morgunblaðið, https://www.mbl.is/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MorgunbladidSpider(PublisherSpider):
    name = "mbl"
    publisher_name = "Morgunblaðið"
    domain = "mbl.is"
    country = "IS"
    language = "is"
    timezone = "Atlantic/Reykjavik"
    feeds = ["/feeds/fp/", "/feeds/innlent/", "/feeds/erlent/", "/feeds/english/", "/feeds/helst/"]
    sitemaps = ["/mm/sitemap.xml"]

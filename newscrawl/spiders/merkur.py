"""Münchner Merkur, https://www.merkur.de/"""

from __future__ import annotations

from newscrawl.platforms import IppenSpider


class MunchnerMerkurSpider(IppenSpider):
    name = "merkur"
    publisher_name = "Münchner Merkur"
    domain = "merkur.de"
    feeds = ["/welt/rssfeed.rdf"]
    selectors = {"title": "h1"}  # the headline of structured data is the one for search engines

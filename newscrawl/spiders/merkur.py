"""Münchner Merkur, https://www.merkur.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MunchnerMerkurSpider(PublisherSpider):
    name = "merkur"
    publisher_name = "Münchner Merkur"
    domain = "merkur.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/welt/rssfeed.rdf"]
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/sitemap-index.xml"]
    selectors = {"title": "h1"}  # the headline of structured data is the one for search engines

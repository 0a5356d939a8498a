"""Golem.de, https://www.golem.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class GolemDeSpider(PublisherSpider):
    name = "golem"
    publisher_name = "Golem.de"
    domain = "golem.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/rss"]
    sitemaps = ["/gsiteindex.xml"]

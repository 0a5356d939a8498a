"""heise online, https://www.heise.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class HeiseOnlineSpider(PublisherSpider):
    name = "heise"
    publisher_name = "heise online"
    domain = "heise.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/rss/heise.rdf"]
    sitemaps = ["/sitemapindex.xml"]

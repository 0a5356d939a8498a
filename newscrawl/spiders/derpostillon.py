"""Der Postillon, https://www.der-postillon.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DerPostillonSpider(PublisherSpider):
    name = "derpostillon"
    publisher_name = "Der Postillon"
    domain = "der-postillon.com"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["https://follow.it/der-postillon-abo"]
    sitemaps = ["/sitemap.xml"]

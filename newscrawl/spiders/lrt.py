"""LRT, https://www.lrt.lt/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LRTSpider(PublisherSpider):
    name = "lrt"
    publisher_name = "LRT"
    domain = "lrt.lt"
    country = "LT"
    language = "lt"
    timezone = "Europe/Vilnius"
    feeds = ["/?rss"]
    sitemaps = ["/servisai/sitemap/sitemap-index.xml"]

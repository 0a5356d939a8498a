"""MDR, https://www.mdr.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MDRSpider(PublisherSpider):
    name = "mdr"
    publisher_name = "MDR"
    domain = "mdr.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/nachrichten/index-rss.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap-index-100.xml"]

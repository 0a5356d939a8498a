"""Die Welt, https://www.welt.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DieWeltSpider(PublisherSpider):
    name = "welt"
    publisher_name = "Die Welt"
    domain = "welt.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feeds/latest.rss"]
    news_sitemaps = ["/sitemaps/newssitemap/newssitemap.xml"]
    sitemaps = ["/sitemaps/sitemap/sitemap.xml"]

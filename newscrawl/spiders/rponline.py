"""Rheinische Post, https://rp-online.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class RheinischePostSpider(PublisherSpider):
    name = "rponline"
    publisher_name = "Rheinische Post"
    domain = "rp-online.de"
    home = "https://rp-online.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feed.rss"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

"""Vogue Germany, https://www.vogue.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class VogueGermanySpider(PublisherSpider):
    name = "voguede"
    publisher_name = "Vogue Germany"
    domain = "vogue.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feed/rss"]
    news_sitemaps = ["/feed/sitemap-news/sitemap-google-news"]
    sitemaps = ["/sitemap.xml"]

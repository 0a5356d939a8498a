"""Sportschau, https://www.sportschau.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class SportschauSpider(PublisherSpider):
    name = "sportschau"
    publisher_name = "Sportschau"
    domain = "sportschau.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/index~rss2.xml"]
    news_sitemaps = ["/kompakt-sp-100~news.xml"]
    sitemaps = ["/index~sitemap_p-0.xml"]

"""Ukrainska Pravda, https://www.pravda.com.ua/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class UkrainskaPravdaSpider(PublisherSpider):
    name = "pravdaua"
    publisher_name = "Ukrainska Pravda"
    domain = "pravda.com.ua"
    country = "UA"
    timezone = "Europe/Kyiv"
    news_sitemaps = ["/sitemap/sitemap-news.xml"]
    sitemaps = ["/sitemap/sitemap-archive.xml"]

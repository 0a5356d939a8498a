"""Kommersant, https://www.kommersant.ru/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class KommersantSpider(PublisherSpider):
    name = "kommersant"
    publisher_name = "Kommersant"
    domain = "kommersant.ru"
    country = "RU"
    language = "ru"
    timezone = "Europe/Moscow"
    feeds = ["/RSS/news.xml"]
    news_sitemaps = ["/sitemaps/sitemap_news.xml"]
    sitemaps = ["/sitemaps/all_docs_sitemap.xml"]

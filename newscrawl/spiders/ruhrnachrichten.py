"""Ruhr Nachrichten, https://www.ruhrnachrichten.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class RuhrNachrichtenSpider(YoastSpider):
    name = "ruhrnachrichten"
    publisher_name = "Ruhr Nachrichten"
    domain = "ruhrnachrichten.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/service/feed/"]
    news_sitemaps = ["/news-sitemap.xml"]

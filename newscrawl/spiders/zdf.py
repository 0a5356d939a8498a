"""ZDF, https://www.zdf.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ZDFSpider(PublisherSpider):
    name = "zdf"
    publisher_name = "ZDF"
    domain = "zdf.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/nachrichten/politik/deutschland",
        "politics": "/nachrichten/politik",
        "world": "/nachrichten/politik/ausland",
        "business": "/nachrichten/wirtschaft",
        "health": "/nachrichten/ratgeber/gesundheit",
    }
    feeds = ["/rss/zdf/nachrichten"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

"""Chunichi Shimbun, https://www.chunichi.co.jp/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ChunichiShimbunSpider(PublisherSpider):
    name = "chunichi"
    publisher_name = "Chunichi Shimbun"
    domain = "chunichi.co.jp"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    news_sitemaps = ["/sitemap.xml"]

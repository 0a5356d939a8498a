"""Asahi Shimbun, https://www.asahi.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class AsahiShimbunSpider(PublisherSpider):
    name = "asahi"
    publisher_name = "Asahi Shimbun"
    domain = "asahi.com"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    news_sitemaps = ["/sitemap.xml"]

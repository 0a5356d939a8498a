"""Sankei Shimbun, https://www.sankei.com/"""

from __future__ import annotations

from newscrawl.platforms import ArcSpider


class SankeiShimbunSpider(ArcSpider):
    name = "sankei"
    publisher_name = "Sankei Shimbun"
    domain = "sankei.com"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    news_sitemaps = ["/feeds/sitemapindex-category/?outputType=xml"]
    sitemaps = []

"""Sankei Shimbun, https://www.sankei.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ArcSpider


class SankeiShimbunSpider(ArcSpider):
    name = "sankei"
    publisher_name = "Sankei Shimbun"
    domain = "sankei.com"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    sections = {
        "japan": "/affairs/",
        "world": "/world/",
        "politics": "/politics/",
        "business": "/economy/",
        "sport": "/sports/",
        "culture": "/entertainments/",
        "lifestyle": "/life/",
        "local": "/region/",
    }
    news_sitemaps = ["/feeds/sitemapindex-category/?outputType=xml"]
    sitemaps = []

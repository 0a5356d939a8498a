"""Yomiuri Shimbun, https://www.yomiuri.co.jp/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class YomiuriShimbunSpider(PublisherSpider):
    name = "yomiuri"
    publisher_name = "Yomiuri Shimbun"
    domain = "yomiuri.co.jp"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    sections = {
        "japan": "/national/",
        "world": "/world/",
        "politics": "/politics/",
        "business": "/economy/",
        "science": "/science/",
        "sport": "/sports/",
        "culture": "/culture/",
        "lifestyle": "/life/",
        "opinion": "/editorial/",
        "local": "/local/",
    }
    news_sitemaps = ["/sitemap-news-latest.xml"]
    sitemaps = ["/sitemap.xml"]

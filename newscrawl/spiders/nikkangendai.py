"""Nikkan Gendai, https://www.nikkan-gendai.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NikkanGendaiSpider(PublisherSpider):
    name = "nikkangendai"
    publisher_name = "Nikkan Gendai"
    domain = "nikkan-gendai.com"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    sections = {
        "business": "/articles/index/money",
        "sport": "/articles/index/sports",
        "culture": "/articles/index/geino",
        "lifestyle": "/articles/index/life",
    }
    sitemaps = ["/sitemap.xml"]

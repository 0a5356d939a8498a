"""Asahi Shimbun, https://www.asahi.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class AsahiShimbunSpider(PublisherSpider):
    name = "asahi"
    publisher_name = "Asahi Shimbun"
    domain = "asahi.com"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    sections = {
        "japan": "/national/",
        "world": "/international/",
        "politics": "/politics/",
        "business": "/business/",
        "science": "/tech_science/",
        "health": "/apital/",
        "sport": "/sports/",
        "culture": "/culture/",
        "lifestyle": "/life/",
        "opinion": "/opinion/",
        "education": "/edu/",
        "local": "/area/",
    }
    news_sitemaps = ["/sitemap.xml"]

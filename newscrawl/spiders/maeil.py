"""Maeil Business Newspaper, https://www.mk.co.kr/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MaeilBusinessNewspaperSpider(PublisherSpider):
    name = "maeil"
    publisher_name = "Maeil Business Newspaper"
    domain = "mk.co.kr"
    country = "KR"
    language = "ko"
    timezone = "Asia/Seoul"
    sections = {
        "world": "/news/world/",
        "politics": "/news/politics/",
        "business": "/news/economy/",
        "technology": "/news/it/",
        "sport": "/news/sports/",
        "culture": "/news/culture/",
        "opinion": "/opinion/",
    }
    sitemaps = ["/sitemap/latest-articles/", "/sitemap/daily-articles/"]

"""The Nation, https://www.thenation.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class TheNationSpider(YoastSpider):
    name = "thenation"
    publisher_name = "The Nation"
    domain = "thenation.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/subject/world/",
        "politics": "/subject/politics/",
        "business": "/subject/economy/",
        "climate": "/subject/environment/",
        "culture": "/subject/culture/",
    }
    news_sitemaps = ["/news-sitemap.xml"]

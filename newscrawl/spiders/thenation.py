"""The Nation, https://www.thenation.com/"""

from __future__ import annotations

from newscrawl.platforms import YoastSpider


class TheNationSpider(YoastSpider):
    name = "thenation"
    publisher_name = "The Nation"
    domain = "thenation.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    news_sitemaps = ["/news-sitemap.xml"]

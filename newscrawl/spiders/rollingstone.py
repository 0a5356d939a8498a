"""Rolling Stone, https://www.rollingstone.com/"""

from __future__ import annotations

from newscrawl.platforms import YoastSpider


class RollingStoneSpider(YoastSpider):
    name = "rollingstone"
    publisher_name = "Rolling Stone"
    domain = "rollingstone.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    news_sitemaps = ["/news-sitemap.xml"]

"""Rolling Stone, https://www.rollingstone.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class RollingStoneSpider(YoastSpider):
    name = "rollingstone"
    publisher_name = "Rolling Stone"
    domain = "rollingstone.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "politics": "/politics/",
        "culture": "/culture/",
    }
    section_feeds = {
        "politics": "/politics/feed/",
        "culture": "/culture/feed/",
    }
    news_sitemaps = ["/news-sitemap.xml"]

"""CNBC, https://www.cnbc.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class CNBCSpider(PublisherSpider):
    name = "cnbc"
    publisher_name = "CNBC"
    domain = "cnbc.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/world/",
        "politics": "/politics/",
        "business": "/business/",
        "technology": "/technology/",
        "health": "/health-and-science/",
        "climate": "/climate/",
        "travel": "/travel/",
    }
    feeds = ["/id/100003114/device/rss/rss.html"]
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["/sitemapAll.xml"]

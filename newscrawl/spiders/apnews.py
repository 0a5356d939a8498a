"""AP News, https://apnews.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import BrightspotSpider


class APNewsSpider(BrightspotSpider):
    name = "apnews"
    publisher_name = "AP News"
    domain = "apnews.com"
    home = "https://apnews.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/world-news",
        "us": "/us-news",
        "politics": "/politics",
        "business": "/business",
        "technology": "/technology",
        "science": "/science",
        "health": "/health",
        "climate": "/climate-and-environment",
        "sport": "/sports",
        "culture": "/entertainment",
        "lifestyle": "/lifestyle",
    }
    news_sitemaps = ["/news-sitemap-content.xml"]

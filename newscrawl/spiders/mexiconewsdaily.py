"""Mexico News Daily, https://mexiconewsdaily.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class MexicoNewsDailySpider(YoastSpider):
    name = "mexiconewsdaily"
    publisher_name = "Mexico News Daily"
    domain = "mexiconewsdaily.com"
    home = "https://mexiconewsdaily.com/"
    country = "MX"
    language = "en"
    timezone = "America/Mexico_City"
    sections = {
        "mexico": "/category/news/",
        "business": "/category/business/",
        "culture": "/category/culture/",
        "opinion": "/category/opinion/",
        "travel": "/category/travel/",
        "lifestyle": "/category/mexico-living/",
    }
    section_feeds = {
        "business": "/category/business/feed/",
        "mexico": "/category/news/feed/",
    }

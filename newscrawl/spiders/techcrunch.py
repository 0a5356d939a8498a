"""TechCrunch, https://techcrunch.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class TechCrunchSpider(YoastSpider):
    name = "techcrunch"
    publisher_name = "TechCrunch"
    domain = "techcrunch.com"
    home = "https://techcrunch.com/"
    country = "US"
    language = "en"
    timezone = "America/Los_Angeles"
    sections = {
        "technology": "/category/artificial-intelligence/",
        "business": "/category/venture/",
        "health": "/category/biotech-health/",
        "climate": "/category/climate/",
        "science": "/category/space/",
        "culture": "/category/media-entertainment/",
    }
    news_sitemaps = ["/news-sitemap.xml"]

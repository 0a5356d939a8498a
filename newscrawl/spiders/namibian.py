"""The Namibian, https://www.namibian.com.na/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheNamibianSpider(PublisherSpider):
    name = "namibian"
    publisher_name = "The Namibian"
    domain = "namibian.com.na"
    country = "NA"
    timezone = "Africa/Windhoek"
    sections = {
        "politics": "/category/news/politics/",
        "business": "/category/business/",
        "health": "/category/news/health/",
        "climate": "/category/news/environment-news/",
        "sport": "/category/sport/",
        "culture": "/category/lifestyle/entertainment/",
        "lifestyle": "/category/lifestyle/",
        "travel": "/category/travel/",
    }
    feeds = ["/feed/"]
    sitemaps = ["https://namibian.com.na/sitemap_index.xml"]

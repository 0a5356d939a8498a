"""Dainik Bhaskar, https://www.bhaskar.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DainikBhaskarSpider(PublisherSpider):
    name = "bhaskar"
    publisher_name = "Dainik Bhaskar"
    domain = "bhaskar.com"
    country = "IN"
    language = "hi"
    timezone = "Asia/Kolkata"
    sections = {
        "india": "/national/",
        "world": "/international/",
        "business": "/business/",
        "technology": "/tech-auto/",
        "sport": "/sports/",
        "culture": "/entertainment/",
        "lifestyle": "/lifestyle/",
    }
    news_sitemaps = ["/sitemaps-v1--sitemap-google-news-index.xml"]

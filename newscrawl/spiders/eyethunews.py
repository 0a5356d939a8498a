"""Eyethu News, https://eyethunews.co.za/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class EyethuNewsSpider(PublisherSpider):
    name = "eyethunews"
    publisher_name = "Eyethu News"
    domain = "eyethunews.co.za"
    home = "https://eyethunews.co.za/"
    country = "ZA"
    language = "zu"
    timezone = "Africa/Johannesburg"
    sections = {
        "local": "/category/news-headlines/local-news/",
        "business": "/category/news/business/",
        "sport": "/category/sports-news/",
        "lifestyle": "/category/lifestyle-news/",
    }
    sitemaps = ["/sitemap.xml"]

"""Daily Maverick, https://www.dailymaverick.co.za/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class DailyMaverickSpider(YoastSpider):
    name = "dailymaverick"
    publisher_name = "Daily Maverick"
    domain = "dailymaverick.co.za"
    country = "ZA"
    language = "en"
    timezone = "Africa/Johannesburg"
    sections = {
        "world": "/section/world/",
        "politics": "/section/politics/",
        "business": "/business-maverick/",
        "climate": "/our-burning-planet/",
        "sport": "/section/sport/",
        "lifestyle": "/maverick-life/",
        "opinion": "/opinionistas/",
        "local": "/johannesburg/",
    }
    section_feeds = {
        "south-africa": "/section/south-africa/feed/",
        "business": "/section/business-maverick/feed/",
        "climate": "/section/our-burning-planet/feed/",
        "sport": "/section/sport/feed/",
    }
    news_sitemaps = ["/news-sitemap.xml"]

"""Malay Mail, https://www.malaymail.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MalayMailSpider(PublisherSpider):
    name = "malaymail"
    publisher_name = "Malay Mail"
    domain = "malaymail.com"
    country = "MY"
    language = "en"
    timezone = "Asia/Kuala_Lumpur"
    sections = {
        "malaysia": "/news/malaysia",
        "world": "/news/world",
        "business": "/news/money",
        "technology": "/news/tech-gadgets",
        "sport": "/news/sports",
        "culture": "/news/showbiz",
        "lifestyle": "/news/life",
        "opinion": "/news/opinion",
        "singapore": "/news/singapore",
    }
    section_feeds = {
        "malaysia": "/feed/rss/malaysia",
        "world": "/feed/rss/world",
        "business": "/feed/rss/money",
        "sport": "/feed/rss/sports",
        "opinion": "/feed/rss/opinion",
    }
    feeds = ["/feed/rss/"]
    sitemaps = ["/sitemap.xml"]

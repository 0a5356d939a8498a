"""The Telegraph, https://www.telegraph.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheTelegraphSpider(PublisherSpider):
    name = "telegraph"
    publisher_name = "The Telegraph"
    domain = "telegraph.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "us": "/us/",
        "world": "/world-news/",
        "politics": "/politics/",
        "business": "/business/",
        "technology": "/technology/",
        "science": "/science/",
        "health": "/health-fitness/",
        "sport": "/sport/",
        "culture": "/culture/",
        "opinion": "/opinion/",
        "education": "/education-and-careers/",
        "travel": "/travel/",
    }
    section_feeds = {
        "world": "/world-news/rss.xml",
        "politics": "/politics/rss.xml",
        "business": "/business/rss.xml",
        "technology": "/technology/rss.xml",
        "science": "/science/rss.xml",
        "sport": "/sport/rss.xml",
        "culture": "/culture/rss.xml",
        "opinion": "/opinion/rss.xml",
        "travel": "/travel/rss.xml",
    }
    news_sitemaps = ["/custom/daily-news/sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

"""Los Angeles Times, https://www.latimes.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import BrightspotSpider


class LosAngelesTimesSpider(BrightspotSpider):
    name = "latimes"
    publisher_name = "Los Angeles Times"
    domain = "latimes.com"
    country = "US"
    language = "en"
    timezone = "America/Los_Angeles"
    sections = {
        "world": "/world-nation",
        "politics": "/politics",
        "business": "/business",
        "technology": "/business/technology",
        "science": "/science",
        "climate": "/environment",
        "sport": "/sports",
        "culture": "/entertainment-arts",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
        "travel": "/travel",
        "local": "/california",
    }
    section_feeds = {
        "world": "/world-nation/rss2.0.xml",
        "politics": "/politics/rss2.0.xml",
        "business": "/business/rss2.0.xml",
        "science": "/science/rss2.0.xml",
        "climate": "/environment/rss2.0.xml",
        "sport": "/sports/rss2.0.xml",
        "opinion": "/opinion/rss2.0.xml",
        "local": "/california/rss2.0.xml",
    }
    news_sitemaps = ["/news-sitemap.xml"]

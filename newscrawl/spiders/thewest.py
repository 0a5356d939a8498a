"""The West Australian, https://thewest.com.au/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheWestAustralianSpider(PublisherSpider):
    name = "thewest"
    publisher_name = "The West Australian"
    domain = "thewest.com.au"
    home = "https://thewest.com.au/"
    country = "AU"
    language = "en"
    timezone = "Australia/Perth"
    sections = {
        "australia": "/news/australia",
        "world": "/news/world",
        "politics": "/politics",
        "business": "/business",
        "sport": "/sport",
        "culture": "/entertainment",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
        "travel": "/lifestyle/travel",
        "local": "/news/wa",
    }
    feeds = ["/rss"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

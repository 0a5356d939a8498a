"""The West Australian, https://thewest.com.au/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheWestAustralianSpider(PublisherSpider):
    name = "thewest"
    publisher_name = "The West Australian"
    domain = "thewest.com.au"
    home = "https://thewest.com.au/"
    country = "AU"
    language = "en"
    timezone = "Australia/Perth"
    feeds = ["/rss"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

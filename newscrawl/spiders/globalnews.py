"""Global News, https://globalnews.ca/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class GlobalNewsSpider(PublisherSpider):
    name = "globalnews"
    publisher_name = "Global News"
    domain = "globalnews.ca"
    home = "https://globalnews.ca/"
    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

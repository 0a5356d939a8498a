"""The New Yorker, https://www.newyorker.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheNewYorkerSpider(PublisherSpider):
    name = "newyorker"
    publisher_name = "The New Yorker"
    domain = "newyorker.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    news_sitemaps = ["/feed/google-news-sitemap-feed/sitemap-google-news"]
    sitemaps = ["/sitemap.xml"]

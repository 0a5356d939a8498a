"""The Washington Post, https://www.washingtonpost.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheWashingtonPostSpider(PublisherSpider):
    name = "washingtonpost"
    publisher_name = "The Washington Post"
    domain = "washingtonpost.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["https://feeds.washingtonpost.com/rss/world", "https://feeds.washingtonpost.com/rss/national"]
    news_sitemaps = ["/sitemaps/news-sitemap.xml.gz"]
    sitemaps = ["/sitemaps/sitemap.xml.gz"]

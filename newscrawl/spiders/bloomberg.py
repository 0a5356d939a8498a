"""Bloomberg, https://www.bloomberg.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class BloombergSpider(PublisherSpider):
    name = "bloomberg"
    publisher_name = "Bloomberg"
    domain = "bloomberg.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["https://feeds.bloomberg.com/markets/news.rss"]
    news_sitemaps = ["/sitemaps/news/latest.xml"]

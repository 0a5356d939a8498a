"""Nine News, https://www.nine.com.au/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class NineNewsSpider(PublisherSpider):
    name = "nine"
    publisher_name = "Nine News"
    domain = "nine.com.au"
    country = "AU"
    language = "en"
    timezone = "Australia/Sydney"
    feeds = ["/rss/feed.xml"]
    sitemaps = ["/sitemaps/nine-sitemaps-articles.xml"]

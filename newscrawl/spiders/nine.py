"""Nine News, https://www.nine.com.au/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NineNewsSpider(PublisherSpider):
    name = "nine"
    publisher_name = "Nine News"
    domain = "nine.com.au"
    country = "AU"
    language = "en"
    timezone = "Australia/Sydney"
    sections = {
        "australia": "/australia-news",
        "us": "/world-news/usa",
        "asia": "/world-news/asia",
        "middle-east": "/world-news/middle-east",
        "africa": "/world-news/africa",
        "world": "/world-news",
        "politics": "/topic/politics-26lj",
        "business": "/business-news",
        "sport": "/sport",
        "culture": "/entertainment",
        "lifestyle": "/lifestyle",
        "travel": "/travel",
    }
    feeds = ["/rss/feed.xml"]
    sitemaps = ["/sitemaps/nine-sitemaps-articles.xml"]

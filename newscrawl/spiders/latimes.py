"""Los Angeles Times, https://www.latimes.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LosAngelesTimesSpider(PublisherSpider):
    name = "latimes"
    publisher_name = "Los Angeles Times"
    domain = "latimes.com"
    country = "US"
    language = "en"
    timezone = "America/Los_Angeles"
    feeds = ["/world-nation/rss2.0.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

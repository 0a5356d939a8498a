"""The Guardian, https://www.theguardian.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheGuardianSpider(PublisherSpider):
    name = "theguardian"
    publisher_name = "The Guardian"
    domain = "theguardian.com"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["/world/rss"]
    news_sitemaps = ["/sitemaps/news.xml"]

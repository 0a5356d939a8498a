"""Financial Times, https://www.ft.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class FinancialTimesSpider(PublisherSpider):
    name = "ft"
    publisher_name = "Financial Times"
    domain = "ft.com"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["/rss/home", "/world?format=rss"]
    news_sitemaps = ["/sitemaps/news.xml"]

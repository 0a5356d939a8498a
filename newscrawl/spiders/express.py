"""Daily Express, https://www.express.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DailyExpressSpider(PublisherSpider):
    name = "express"
    publisher_name = "Daily Express"
    domain = "express.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    news_sitemaps = ["/googlenews.xml"]
    sitemaps = ["/sitemap.xml"]

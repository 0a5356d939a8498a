"""The Independent, https://www.independent.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheIndependentSpider(PublisherSpider):
    name = "independent"
    publisher_name = "The Independent"
    domain = "independent.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["http://www.independent.co.uk/news/uk/rss"]
    news_sitemaps = ["/sitemaps/googlenews"]
    sitemaps = ["/sitemap.xml"]

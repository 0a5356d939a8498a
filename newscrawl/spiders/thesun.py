"""The Sun, https://www.thesun.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheSunSpider(PublisherSpider):
    name = "thesun"
    publisher_name = "The Sun"
    domain = "thesun.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

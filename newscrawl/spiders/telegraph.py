"""The Telegraph, https://www.telegraph.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheTelegraphSpider(PublisherSpider):
    name = "telegraph"
    publisher_name = "The Telegraph"
    domain = "telegraph.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    news_sitemaps = ["/custom/daily-news/sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

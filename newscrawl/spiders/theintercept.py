"""The Intercept, https://theintercept.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheInterceptSpider(PublisherSpider):
    name = "theintercept"
    publisher_name = "The Intercept"
    domain = "theintercept.com"
    home = "https://theintercept.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["/feed/?lang=en"]
    sitemaps = ["/sitemap_index.xml"]

"""The Standard, https://www.standard.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheStandardSpider(PublisherSpider):
    name = "standard"
    publisher_name = "The Standard"
    domain = "standard.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["/rss"]
    sitemaps = ["/sitemap.xml"]

"""CBC News, https://www.cbc.ca/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class CBCNewsSpider(PublisherSpider):
    name = "cbc"
    publisher_name = "CBC News"
    domain = "cbc.ca"
    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    feeds = ["/webfeed/rss/rss-topstories", "/webfeed/rss/rss-world", "/webfeed/rss/rss-canada"]

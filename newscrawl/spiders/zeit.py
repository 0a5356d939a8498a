"""Die Zeit, https://www.zeit.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DieZeitSpider(PublisherSpider):
    name = "zeit"
    publisher_name = "Die Zeit"
    domain = "zeit.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["https://newsfeed.zeit.de/news/index"]
    sitemaps = ["/gsitemaps/index.xml"]

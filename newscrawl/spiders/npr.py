"""NPR, https://www.npr.org/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class NPRSpider(PublisherSpider):
    name = "npr"
    publisher_name = "NPR"
    domain = "npr.org"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = [
        "https://feeds.npr.org/1001/rss.xml",
        "https://feeds.npr.org/1014/rss.xml",
        "https://feeds.npr.org/1007/rss.xml",
    ]

"""CNN, https://edition.cnn.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class CNNSpider(PublisherSpider):
    name = "cnn"
    publisher_name = "CNN"
    domain = "cnn.com"
    home = "https://edition.cnn.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["http://rss.cnn.com/rss/edition.rss"]

"""The Washington Free Beacon, https://freebeacon.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class TheWashingtonFreeBeaconSpider(WordPressSpider):
    name = "freebeacon"
    publisher_name = "The Washington Free Beacon"
    domain = "freebeacon.com"
    home = "https://freebeacon.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "politics": "/politics/",
        "culture": "/culture/",
        "education": "/campus/",
    }
    feeds = []

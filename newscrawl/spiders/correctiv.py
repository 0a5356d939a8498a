"""Correctiv, https://www.correctiv.org/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class CorrectivSpider(YoastSpider):
    name = "correctiv"
    publisher_name = "Correctiv"
    domain = "correctiv.org"
    country = "DE"
    timezone = "Europe/Berlin"
    feeds = ["https://correctiv.org/feed/", "https://correctiv.org/en/feed/"]

"""The Intercept, https://theintercept.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class TheInterceptSpider(YoastSpider):
    name = "theintercept"
    publisher_name = "The Intercept"
    domain = "theintercept.com"
    home = "https://theintercept.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/world/",
        "politics": "/politics/",
        "technology": "/technology/",
        "climate": "/environment/",
    }
    feeds = ["/feed/?lang=en"]

"""Israel Nachrichten, https://www.israel-nachrichten.org/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class IsraelNachrichtenSpider(WordPressSpider):
    name = "israelnachrichten"
    publisher_name = "Israel Nachrichten"
    domain = "israel-nachrichten.org"
    country = "IL"
    language = "de"
    timezone = "Asia/Jerusalem"
    sections = {
        "israel": "/archive/category/israel",
        "middle-east": "/archive/category/naher-osten",
        "europe": "/archive/category/europa",
        "world": "/archive/category/welt",
    }
    feeds = []

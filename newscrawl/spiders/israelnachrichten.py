"""Israel Nachrichten, https://www.israel-nachrichten.org/"""

from __future__ import annotations

from newscrawl.platforms import WordPressSpider


class IsraelNachrichtenSpider(WordPressSpider):
    name = "israelnachrichten"
    publisher_name = "Israel Nachrichten"
    domain = "israel-nachrichten.org"
    country = "IL"
    language = "de"
    timezone = "Asia/Jerusalem"
    feeds = []

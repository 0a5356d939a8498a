"""Ilanga, https://ilanganews.co.za/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class IlangaSpider(WordPressSpider):
    name = "ilanganews"
    publisher_name = "Ilanga"
    domain = "ilanganews.co.za"
    home = "https://ilanganews.co.za/"
    country = "ZA"
    language = "zu"
    timezone = "Africa/Johannesburg"
    feeds = []

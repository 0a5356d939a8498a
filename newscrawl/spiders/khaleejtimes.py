"""Khaleej Times, https://www.khaleejtimes.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class KhaleejTimesSpider(PublisherSpider):
    name = "khaleejtimes"
    publisher_name = "Khaleej Times"
    domain = "khaleejtimes.com"
    country = "AE"
    language = "en"
    timezone = "Asia/Dubai"
    sections = {
        "uae": "/uae",
        "world": "/world",
        "business": "/business",
        "sport": "/sports",
        "culture": "/entertainment",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
    }
    feeds = ["/rss.xml"]

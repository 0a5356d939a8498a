"""Gulf News, https://gulfnews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class GulfNewsSpider(PublisherSpider):
    name = "gulfnews"
    publisher_name = "Gulf News"
    domain = "gulfnews.com"
    home = "https://gulfnews.com/"
    country = "AE"
    language = "en"
    timezone = "Asia/Dubai"
    sections = {
        "uae": "/uae",
        "gulf": "/world/gulf",
        "asia": "/world/asia",
        "world": "/world",
        "business": "/business",
        "technology": "/technology",
        "sport": "/sport",
        "culture": "/entertainment",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
    }
    feeds = ["/stories.rss"]

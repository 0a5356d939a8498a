"""Arab News, https://www.arabnews.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import DrupalSpider


class ArabNewsSpider(DrupalSpider):
    name = "arabnews"
    publisher_name = "Arab News"
    domain = "arabnews.com"
    country = "SA"
    language = "en"
    timezone = "Asia/Riyadh"
    sections = {
        "saudi-arabia": "/saudi-arabia",
        "middle-east": "/middle-east",
        "world": "/world",
        "business": "/economy",
        "sport": "/sport",
        "lifestyle": "/lifestyle",
    }
    feeds = ["/rss.xml"]

"""The Mirror, https://www.mirror.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ReachSpider


class TheMirrorSpider(ReachSpider):
    name = "mirror"
    publisher_name = "The Mirror"
    domain = "mirror.co.uk"
    sections = {
        "uk": "/news/uk-news/",
        "world": "/news/world-news/",
        "us": "/news/us-news/",
        "politics": "/news/politics/",
        "business": "/money/",
        "technology": "/tech/",
        "health": "/news/health/",
        "sport": "/sport/",
        "culture": "/3am/",
        "lifestyle": "/lifestyle/",
        "travel": "/travel/",
    }
    section_feeds = {
        "world": "/news/world-news/?service=rss",
        "politics": "/news/politics/?service=rss",
        "business": "/money/?service=rss",
        "sport": "/sport/?service=rss",
    }

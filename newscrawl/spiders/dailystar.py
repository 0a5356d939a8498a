"""Daily Star, https://www.dailystar.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ReachSpider


class DailyStarSpider(ReachSpider):
    name = "dailystar"
    publisher_name = "Daily Star"
    domain = "dailystar.co.uk"
    sections = {
        "world": "/news/world-news/",
        "politics": "/news/politics/",
        "technology": "/tech/",
        "sport": "/sport/",
        "culture": "/showbiz/",
        "travel": "/travel/",
        "uk": "/news/uk-news/",
        "us": "/news/us-news/",
        "health": "/health/",
    }

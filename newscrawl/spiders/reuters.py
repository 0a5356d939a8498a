"""Reuters, https://www.reuters.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ArcSpider


class ReutersSpider(ArcSpider):
    name = "reuters"
    publisher_name = "Reuters"
    domain = "reuters.com"
    country = "US"
    language = "en"
    timezone = "UTC"
    sections = {
        "us": "/world/us/",
        "uk": "/world/uk/",
        "europe": "/world/europe/",
        "world": "/world/",
        "business": "/business/",
        "technology": "/technology/",
        "science": "/science/",
        "health": "/business/healthcare-pharmaceuticals/",
        "climate": "/sustainability/",
        "sport": "/sports/",
        "lifestyle": "/lifestyle/",
        "opinion": "/breakingviews/",
    }

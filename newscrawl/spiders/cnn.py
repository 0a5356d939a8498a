"""CNN, https://edition.cnn.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class CNNSpider(PublisherSpider):
    name = "cnn"
    publisher_name = "CNN"
    domain = "cnn.com"
    home = "https://edition.cnn.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/world",
        "us": "/us",
        "politics": "/politics",
        "business": "/business",
        "science": "/science",
        "health": "/health",
        "climate": "/climate",
        "sport": "/sport",
        "culture": "/entertainment",
        "lifestyle": "/style",
        "opinion": "/opinions",
        "travel": "/travel",
    }
    feeds = ["http://rss.cnn.com/rss/edition.rss"]

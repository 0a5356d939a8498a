"""Süddeutsche Zeitung, https://www.sueddeutsche.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class SuddeutscheZeitungSpider(PublisherSpider):
    name = "sueddeutsche"
    publisher_name = "Süddeutsche Zeitung"
    domain = "sueddeutsche.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik",
        "business": "/wirtschaft",
        "science": "/wissen",
        "health": "/gesundheit",
        "sport": "/sport",
        "culture": "/kultur",
        "opinion": "/meinung",
        "travel": "/reise",
        "local": "/muenchen",
    }
    section_feeds = {
        "politics": "https://rss.sueddeutsche.de/rss/Politik",
        "business": "https://rss.sueddeutsche.de/rss/Wirtschaft",
        "science": "https://rss.sueddeutsche.de/rss/Wissen",
        "sport": "https://rss.sueddeutsche.de/rss/Sport",
        "culture": "https://rss.sueddeutsche.de/rss/Kultur",
    }
    feeds = ["https://rss.sueddeutsche.de/alles"]

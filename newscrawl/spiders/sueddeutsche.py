"""Süddeutsche Zeitung, https://www.sueddeutsche.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class SuddeutscheZeitungSpider(PublisherSpider):
    name = "sueddeutsche"
    publisher_name = "Süddeutsche Zeitung"
    domain = "sueddeutsche.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["https://rss.sueddeutsche.de/alles"]

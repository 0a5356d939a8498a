"""Klasse Gegen Klasse, https://www.klassegegenklasse.org/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class KlasseGegenKlasseSpider(WordPressSpider):
    name = "klassegegenklasse"
    publisher_name = "Klasse Gegen Klasse"
    domain = "klassegegenklasse.org"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"

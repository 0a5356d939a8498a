"""Junge Welt, https://www.jungewelt.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class JungeWeltSpider(PublisherSpider):
    name = "jungewelt"
    publisher_name = "Junge Welt"
    domain = "jungewelt.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/aktuell/rubrik/inland.php",
        "world": "/aktuell/rubrik/ausland.php",
        "science": "/aktuell/rubrik/natur_wissenschaft.php",
        "sport": "/aktuell/rubrik/sport.php",
        "culture": "/aktuell/rubrik/feuilleton.php",
        "opinion": "/aktuell/rubrik/ansichten.php",
    }
    feeds = ["/feeds/newsticker.rss"]

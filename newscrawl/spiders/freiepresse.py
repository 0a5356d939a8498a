"""Freie Presse, https://www.freiepresse.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class FreiePresseSpider(PublisherSpider):
    name = "freiepresse"
    publisher_name = "Freie Presse"
    domain = "freiepresse.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    section_feeds = {
        "politics": "/rss/rss_politik.php",
        "business": "/rss/rss_wirtschaft.php",
        "sport": "/rss/rss_sport.php",
        "culture": "/rss/rss_kultur.php",
        "local": "/rss/rss_regional.php",
    }
    feeds = [
        "/rss/rss_chemnitz.php",
        "/rss/rss_erzgebirge.php",
        "/rss/rss_mittelsachsen.php",
        "/rss/rss_vogtland.php",
        "/rss/rss_zwickau.php",
        "/rss/rss_sachsen.php",
    ]

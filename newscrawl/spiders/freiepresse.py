"""Freie Presse, https://www.freiepresse.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class FreiePresseSpider(PublisherSpider):
    name = "freiepresse"
    publisher_name = "Freie Presse"
    domain = "freiepresse.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = [
        "/rss/rss_chemnitz.php",
        "/rss/rss_erzgebirge.php",
        "/rss/rss_mittelsachsen.php",
        "/rss/rss_vogtland.php",
        "/rss/rss_zwickau.php",
        "/rss/rss_politik.php",
        "/rss/rss_wirtschaft.php",
        "/rss/rss_kultur.php",
        "/rss/rss_sport.php",
        "/rss/rss_sachsen.php",
        "/rss/rss_regional.php",
    ]

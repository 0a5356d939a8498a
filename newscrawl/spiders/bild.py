"""Bild, https://www.bild.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BildSpider(PublisherSpider):
    name = "bild"
    publisher_name = "Bild"
    domain = "bild.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/news/inland/news-inland/home-15665814.bild.html",
        "world": "/news/ausland/news-ausland/home-15681774.bild.html",
        "politics": "/politik/startseite/politik/politik-16804552.bild.html",
        "health": "/ratgeber/gesundheit/gesundheit/home-15734752.bild.html",
        "sport": "/sport/startseite/sport/sport-home-15479124.bild.html",
        "culture": "/unterhaltung/startseite/unterhaltung/show-16804710.bild.html",
        "lifestyle": "/ratgeber/startseite/ratgeber/home-15478376.bild.html",
        "local": "/regional/startseite/regional/regio-15799990.bild.html",
        "opinion": "/home/hot-on-bild/bild-kommentar/kommentare-meinungen-und-kolumnen-zu-aktuellen-themen-35874522.bild.html",
    }
    feeds = ["/feed/alles.xml"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap-index.xml"]

"""Berliner Zeitung, https://www.berliner-zeitung.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class BerlinerZeitungSpider(PublisherSpider):
    name = "berlinerzeitung"
    publisher_name = "Berliner Zeitung"
    domain = "berliner-zeitung.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik-gesellschaft",
        "local": "/mensch-metropole",
        "business": "/wirtschaft-verantwortung",
        "technology": "/zukunft-technologie",
        "health": "/gesundheit-oekologie",
        "sport": "/sport-leidenschaft",
        "culture": "/kultur-vergnuegen",
    }
    feeds = ["/feed.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

"""Expressen, https://www.expressen.se/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ExpressenSpider(PublisherSpider):
    name = "expressen"
    publisher_name = "Expressen"
    domain = "expressen.se"
    country = "SE"
    language = "sv"
    timezone = "Europe/Stockholm"
    sections = {
        "sweden": "/nyheter/sverige/",
        "world": "/nyheter/varlden/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "opinion": "/ledare/",
        "politics": "/nyheter/politik/",
    }
    section_feeds = {
        "business": "https://feeds.expressen.se/dinapengar/",
        "health": "https://feeds.expressen.se/halsoliv/",
        "sport": "https://feeds.expressen.se/sport/",
        "culture": "https://feeds.expressen.se/kultur/",
        "lifestyle": "https://feeds.expressen.se/levabo/",
        "opinion": "https://feeds.expressen.se/ledare/",
        "travel": "https://feeds.expressen.se/allt-om-resor/",
    }
    feeds = [
        "https://feeds.expressen.se/nyheter/",
        "https://feeds.expressen.se/gt",
        "https://feeds.expressen.se/kvp/",
        "https://feeds.expressen.se/fotboll/",
        "https://feeds.expressen.se/hockey/",
        "https://feeds.expressen.se/noje/",
        "https://feeds.expressen.se/debatt/",
        "https://feeds.expressen.se/motor/",
    ]
    sitemaps = ["/sitemap.xml"]

"""Expressen, https://www.expressen.se/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class ExpressenSpider(PublisherSpider):
    name = "expressen"
    publisher_name = "Expressen"
    domain = "expressen.se"
    country = "SE"
    language = "sv"
    timezone = "Europe/Stockholm"
    feeds = [
        "https://feeds.expressen.se/nyheter/",
        "https://feeds.expressen.se/gt",
        "https://feeds.expressen.se/kvp/",
        "https://feeds.expressen.se/sport/",
        "https://feeds.expressen.se/fotboll/",
        "https://feeds.expressen.se/hockey/",
        "https://feeds.expressen.se/noje/",
        "https://feeds.expressen.se/debatt/",
        "https://feeds.expressen.se/ledare/",
        "https://feeds.expressen.se/kultur/",
        "https://feeds.expressen.se/dinapengar/",
        "https://feeds.expressen.se/halsoliv/",
        "https://feeds.expressen.se/levabo/",
        "https://feeds.expressen.se/motor/",
        "https://feeds.expressen.se/allt-om-resor/",
    ]
    sitemaps = ["/sitemap.xml"]

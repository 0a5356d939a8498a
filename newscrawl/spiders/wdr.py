"""WDR, https://www1.wdr.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class WDRSpider(PublisherSpider):
    name = "wdr"
    publisher_name = "WDR"
    domain = "wdr.de"
    home = "https://www1.wdr.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/nachrichten/landespolitik/index.html",
        "local": "/nachrichten/index.html",
        "sport": "/sport/index.html",
        "culture": "/kultur/index.html",
        "lifestyle": "/verbraucher/index.html",
    }
    feeds = ["/uebersicht-100.feed"]

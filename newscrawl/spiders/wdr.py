"""WDR, https://www1.wdr.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class WDRSpider(PublisherSpider):
    name = "wdr"
    publisher_name = "WDR"
    domain = "wdr.de"
    home = "https://www1.wdr.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/uebersicht-100.feed"]

"""Frankfurter Rundschau, https://www.fr.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import IppenSpider


class FrankfurterRundschauSpider(IppenSpider):
    name = "frankfurterrundschau"
    publisher_name = "Frankfurter Rundschau"
    domain = "fr.de"
    sections = {
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "science": "/wissen/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "opinion": "/meinung/",
        "lifestyle": "/ratgeber/",
        "local": "/frankfurt/",
    }
    feeds = ["https://fr.de/rssfeed.rdf"]

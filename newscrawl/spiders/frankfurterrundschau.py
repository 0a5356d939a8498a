"""Frankfurter Rundschau, https://www.fr.de/"""

from __future__ import annotations

from newscrawl.platforms import IppenSpider


class FrankfurterRundschauSpider(IppenSpider):
    name = "frankfurterrundschau"
    publisher_name = "Frankfurter Rundschau"
    domain = "fr.de"
    feeds = ["https://fr.de/rssfeed.rdf"]

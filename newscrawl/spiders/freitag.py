"""der Freitag, https://www.freitag.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DerFreitagSpider(PublisherSpider):
    name = "freitag"
    publisher_name = "der Freitag"
    domain = "freitag.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik",
        "business": "/wirtschaft",
        "culture": "/kultur",
        "opinion": "/debatte",
    }
    feeds = ["/@@RSS"]
    sitemaps = ["/sitemap.xml"]

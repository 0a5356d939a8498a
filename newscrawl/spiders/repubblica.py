"""La Repubblica, https://www.repubblica.it/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LaRepubblicaSpider(PublisherSpider):
    name = "repubblica"
    publisher_name = "La Repubblica"
    domain = "repubblica.it"
    country = "IT"
    language = "it"
    timezone = "Europe/Rome"
    feeds = ["/rss/homepage/rss2.0.xml"]

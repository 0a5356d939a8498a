"""La Repubblica, https://www.repubblica.it/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LaRepubblicaSpider(PublisherSpider):
    name = "repubblica"
    publisher_name = "La Repubblica"
    domain = "repubblica.it"
    country = "IT"
    language = "it"
    timezone = "Europe/Rome"
    sections = {
        "italy": "/cronaca/",
        "world": "/esteri/",
        "politics": "/politica/",
        "business": "/economia/",
        "technology": "/tecnologia/",
        "science": "/scienze/",
        "health": "/salute/",
        "climate": "/green-and-blue/",
        "sport": "/sport/",
        "culture": "/cultura/",
        "travel": "/viaggi/",
    }
    section_feeds = {
        "italy": "/rss/cronaca/rss2.0.xml",
        "world": "/rss/esteri/rss2.0.xml",
        "politics": "/rss/politica/rss2.0.xml",
        "business": "/rss/economia/rss2.0.xml",
        "technology": "/rss/tecnologia/rss2.0.xml",
        "science": "/rss/scienze/rss2.0.xml",
        "sport": "/rss/sport/rss2.0.xml",
    }
    feeds = ["/rss/homepage/rss2.0.xml"]

"""Die Zeit, https://www.zeit.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DieZeitSpider(PublisherSpider):
    name = "zeit"
    publisher_name = "Die Zeit"
    domain = "zeit.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/index",
        "business": "/wirtschaft/index",
        "technology": "/digital/index",
        "science": "/wissen/index",
        "health": "/gesundheit/index",
        "sport": "/sport/index",
        "culture": "/feuilleton/index",
        "lifestyle": "/zeit-magazin/index",
        "education": "/campus/index",
        "local": "/hamburg/index",
        "austria": "/oesterreich/index",
        "switzerland": "/schweiz/index",
    }
    feeds = ["https://newsfeed.zeit.de/news/index"]
    sitemaps = ["/gsitemaps/index.xml"]

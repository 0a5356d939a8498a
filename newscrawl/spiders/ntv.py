"""ntv, https://www.n-tv.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NtvSpider(PublisherSpider):
    name = "ntv"
    publisher_name = "ntv"
    domain = "n-tv.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "technology": "/technik/",
        "science": "/wissen/",
        "sport": "/sport/",
        "culture": "/leute/",
        "lifestyle": "/ratgeber/",
        "opinion": "/politik/politik_kommentare/",
        "local": "/regionales/",
    }
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/sitemap.xml"]

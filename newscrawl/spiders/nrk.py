"""NRK, https://www.nrk.no/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NRKSpider(PublisherSpider):
    name = "nrk"
    publisher_name = "NRK"
    domain = "nrk.no"
    country = "NO"
    language = "no"
    timezone = "Europe/Oslo"
    sections = {
        "norway": "/norge/",
        "world": "/urix/",
        "science": "/viten/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/livsstil/",
        "opinion": "/ytring/",
    }
    section_feeds = {
        "norway": "/norge/toppsaker.rss",
        "world": "/urix/toppsaker.rss",
        "science": "/viten/toppsaker.rss",
        "sport": "/sport/toppsaker.rss",
        "culture": "/kultur/toppsaker.rss",
        "lifestyle": "/livsstil/toppsaker.rss",
    }
    feeds = ["/dokumentar/toppsaker.rss"]
    sitemaps = ["/sitemap.xml"]

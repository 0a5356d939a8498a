"""NRK, https://www.nrk.no/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class NRKSpider(PublisherSpider):
    name = "nrk"
    publisher_name = "NRK"
    domain = "nrk.no"
    country = "NO"
    language = "no"
    timezone = "Europe/Oslo"
    feeds = [
        "/norge/toppsaker.rss",
        "/urix/toppsaker.rss",
        "/sport/toppsaker.rss",
        "/kultur/toppsaker.rss",
        "/livsstil/toppsaker.rss",
        "/viten/toppsaker.rss",
        "/dokumentar/toppsaker.rss",
    ]
    sitemaps = ["/sitemap.xml"]

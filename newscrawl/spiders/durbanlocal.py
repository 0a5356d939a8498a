"""Durban Local, https://durbanlocal.co.za/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DurbanLocalSpider(PublisherSpider):
    name = "durbanlocal"
    publisher_name = "Durban Local"
    domain = "durbanlocal.co.za"
    home = "https://durbanlocal.co.za/"
    country = "ZA"
    language = "en"
    timezone = "Africa/Johannesburg"
    sections = {
        "local": "/news/",
        "sport": "/sport/",
        "culture": "/entertainment/",
        "opinion": "/opinion/",
    }
    sitemaps = ["/sitemap/"]

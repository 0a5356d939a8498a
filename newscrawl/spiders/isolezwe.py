"""Isolezwe, https://isolezwe.co.za/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class IsolezweSpider(PublisherSpider):
    name = "isolezwe"
    publisher_name = "Isolezwe"
    domain = "isolezwe.co.za"
    home = "https://isolezwe.co.za/"
    country = "ZA"
    language = "zu"
    timezone = "Africa/Johannesburg"
    sections = {
        "south-africa": "/izindaba",
        "sport": "/ezemidlalo",
        "culture": "/ezokungcebeleka",
        "health": "/impilo-yabantu/",
        "travel": "/ezokuvakasha/",
    }
    sitemaps = ["/sitemap/"]

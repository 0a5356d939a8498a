"""Isolezwe LesiXhosa, https://isolezwelesixhosa.co.za/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class IsolezweLesiXhosaSpider(PublisherSpider):
    name = "isolezwelesixhosa"
    publisher_name = "Isolezwe LesiXhosa"
    domain = "isolezwelesixhosa.co.za"
    home = "https://isolezwelesixhosa.co.za/"
    country = "ZA"
    language = "xh"
    timezone = "Africa/Johannesburg"
    sitemaps = ["/sitemap/"]

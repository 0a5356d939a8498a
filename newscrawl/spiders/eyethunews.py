"""Eyethu News, https://eyethunews.co.za/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class EyethuNewsSpider(PublisherSpider):
    name = "eyethunews"
    publisher_name = "Eyethu News"
    domain = "eyethunews.co.za"
    home = "https://eyethunews.co.za/"
    country = "ZA"
    language = "zu"
    timezone = "Africa/Johannesburg"
    sitemaps = ["/sitemap.xml"]

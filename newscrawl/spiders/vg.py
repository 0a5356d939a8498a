"""VG, https://www.vg.no/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class VGSpider(PublisherSpider):
    name = "vg"
    publisher_name = "VG"
    domain = "vg.no"
    country = "NO"
    language = "no"
    timezone = "Europe/Oslo"
    news_sitemaps = ["/sitemap/files/articles-48hrs.xml"]
    sitemaps = ["/sitemap.xml"]

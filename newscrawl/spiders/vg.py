"""VG, https://www.vg.no/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class VGSpider(PublisherSpider):
    name = "vg"
    publisher_name = "VG"
    domain = "vg.no"
    country = "NO"
    language = "no"
    timezone = "Europe/Oslo"
    sections = {
        "norway": "/nyheter/innenriks",
        "world": "/nyheter/utenriks",
        "sport": "/sport",
        "culture": "/rampelys",
        "opinion": "/nyheter/meninger",
    }
    news_sitemaps = ["/sitemap/files/articles-48hrs.xml"]
    sitemaps = ["/sitemap.xml"]

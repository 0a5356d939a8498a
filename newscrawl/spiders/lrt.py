"""LRT, https://www.lrt.lt/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LRTSpider(PublisherSpider):
    name = "lrt"
    publisher_name = "LRT"
    domain = "lrt.lt"
    country = "LT"
    language = "lt"
    timezone = "Europe/Vilnius"
    sections = {
        "lithuania": "/naujienos/lietuvoje",
        "world": "/naujienos/pasaulyje",
        "business": "/naujienos/verslas",
        "science": "/naujienos/mokslas-ir-it",
        "health": "/naujienos/sveikata",
        "sport": "/naujienos/sportas",
        "culture": "/naujienos/kultura",
        "lifestyle": "/naujienos/gyvenimas",
        "opinion": "/naujienos/nuomones",
    }
    feeds = ["/?rss"]
    sitemaps = ["/servisai/sitemap/sitemap-index.xml"]

"""Die Welt, https://www.welt.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DieWeltSpider(PublisherSpider):
    name = "welt"
    publisher_name = "Die Welt"
    domain = "welt.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/politik/deutschland/",
        "world": "/politik/ausland/",
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "technology": "/wirtschaft/webwelt/",
        "science": "/wissenschaft/",
        "health": "/gesundheit/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "opinion": "/debatte/",
        "travel": "/reise/",
        "local": "/regionales/",
    }
    feeds = ["/feeds/latest.rss"]
    news_sitemaps = ["/sitemaps/newssitemap/newssitemap.xml"]
    sitemaps = ["/sitemaps/sitemap/sitemap.xml"]

"""Hessenschau, https://www.hessenschau.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class HessenschauSpider(PublisherSpider):
    name = "hessenschau"
    publisher_name = "Hessenschau"
    domain = "hessenschau.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/index.html",
        "business": "/wirtschaft/index.html",
        "sport": "/sport/index.html",
        "culture": "/kultur/index.html",
        "lifestyle": "/freizeit/index.html",
    }
    section_feeds = {
        "politics": "/politik/index.rss",
        "business": "/wirtschaft/index.rss",
        "sport": "/sport/index.rss",
        "culture": "/kultur/index.rss",
    }
    feeds = ["/index.rss"]
    sitemaps = ["/indexsitemap.nc.xml", "/sitemap.nc.xml"]

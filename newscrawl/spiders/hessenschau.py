"""Hessenschau, https://www.hessenschau.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class HessenschauSpider(PublisherSpider):
    name = "hessenschau"
    publisher_name = "Hessenschau"
    domain = "hessenschau.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/index.rss"]
    sitemaps = ["/indexsitemap.nc.xml", "/sitemap.nc.xml"]

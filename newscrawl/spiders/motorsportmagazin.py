"""Motorsport-Magazin.com, https://www.motorsport-magazin.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MotorsportMagazinComSpider(PublisherSpider):
    name = "motorsportmagazin"
    publisher_name = "Motorsport-Magazin.com"
    domain = "motorsport-magazin.com"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/rss/alle-rennserien.xml"]
    sitemaps = ["/sitemap.xml"]

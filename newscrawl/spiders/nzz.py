"""Neue Zürcher Zeitung, https://www.nzz.ch/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class NeueZurcherZeitungSpider(PublisherSpider):
    name = "nzz"
    publisher_name = "Neue Zürcher Zeitung"
    domain = "nzz.ch"
    country = "CH"
    language = "de"
    timezone = "Europe/Zurich"
    news_sitemaps = ["/sitemap/news0.xml"]
    sitemaps = ["/sitemap.xml"]

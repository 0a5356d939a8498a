"""Tagesschau, https://www.tagesschau.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TagesschauSpider(PublisherSpider):
    name = "tagesschau"
    publisher_name = "Tagesschau"
    domain = "tagesschau.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/inland/",
        "world": "/ausland/",
        "europe": "/ausland/europa/",
        "politics": "/inland/innenpolitik/",
        "business": "/wirtschaft/",
        "technology": "/wissen/technologie/",
        "science": "/wissen/",
        "health": "/wissen/gesundheit/",
        "climate": "/wissen/klima/",
    }
    section_feeds = {
        "germany": "/inland/index~rss2.xml",
        "world": "/ausland/index~rss2.xml",
        "business": "/wirtschaft/index~rss2.xml",
        "science": "/wissen/index~rss2.xml",
    }
    feeds = ["/xml/rss2/"]

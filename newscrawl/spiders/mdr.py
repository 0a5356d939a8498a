"""MDR, https://www.mdr.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MDRSpider(PublisherSpider):
    name = "mdr"
    publisher_name = "MDR"
    domain = "mdr.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/nachrichten/deutschland/index.html",
        "world": "/nachrichten/welt/index.html",
        "science": "/wissen/index.html",
        "sport": "/sport/index.html",
        "culture": "/kultur/index.html",
        "local": "/nachrichten/sachsen/index.html",
    }
    feeds = ["/nachrichten/index-rss.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap-index-100.xml"]

"""NDR, https://www.ndr.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NDRSpider(PublisherSpider):
    name = "ndr"
    publisher_name = "NDR"
    domain = "ndr.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "local": "/nachrichten/niedersachsen/index.html",
        "health": "/ratgeber/gesundheit/index.html",
        "sport": "/sport/index.html",
        "culture": "/kultur/index.html",
        "lifestyle": "/ratgeber/index.html",
    }
    news_sitemaps = ["/news-102~news.xml"]
    sitemaps = [
        "/index~sitemap_f-sitemap--ndr--info--100.xml",
        "/index~sitemap_f-sitemap--ndr--niedersachsen--100.xml",
        "/index~sitemap_f-sitemap--ndr--schleswig--holstein--100.xml",
        "/index~sitemap_f-sitemap--ndr--mecklenburg--vorpommern--100.xml",
        "/index~sitemap_f-sitemap--ndr--hamburg--100.xml",
        "/index~sitemap_f-sitemap--ndr--sport--100.xml",
    ]

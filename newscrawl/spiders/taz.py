"""taz, https://taz.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TazSpider(PublisherSpider):
    name = "taz"
    publisher_name = "taz"
    domain = "taz.de"
    home = "https://taz.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/Politik/!p4615/",
        "germany": "/Politik/Deutschland/!p4616/",
        "europe": "/Politik/Europa/!p4617/",
        "climate": "/Oeko/!p4610/",
        "sport": "/Sport/!p4646/",
        "culture": "/Kultur/!p4639/",
        "local": "/Berlin/!p4649/",
        "americas": "/Politik/Amerika/!p4618/",
        "asia": "/Politik/Asien/!p4619/",
        "africa": "/Politik/Afrika/!p4621/",
        "science": "/Oeko/Wissenschaft/!p4636/",
        "technology": "/Politik/Netzpolitik/!p4622/",
    }
    section_feeds = {
        "politics": "/Politik/!p4615;rss/",
        "climate": "/Oeko/!p4610;rss/",
        "sport": "/Sport/!p4646;rss/",
        "culture": "/Kultur/!p4639;rss/",
        "local": "/Berlin/!p4649;rss/",
    }
    news_sitemaps = ["/sitemap-google-news.xml"]
    sitemaps = ["/sitemap-index.xml"]

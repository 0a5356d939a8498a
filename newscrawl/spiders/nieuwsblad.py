"""Nieuwsblad, https://www.nieuwsblad.be/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NieuwsbladSpider(PublisherSpider):
    name = "nieuwsblad"
    publisher_name = "Nieuwsblad"
    domain = "nieuwsblad.be"
    country = "BE"
    language = "nl"
    timezone = "Europe/Brussels"
    sections = {
        "belgium": "/nieuws/binnenland",
        "world": "/nieuws/buitenland",
        "sport": "/sportwereld",
        "local": "/regio",
        "technology": "/multimedia/technologie",
        "health": "/gezondheid",
    }
    feeds = ["/rss/"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

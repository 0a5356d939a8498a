"""Luxemburger Wort, https://www.wort.lu/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LuxemburgerWortSpider(PublisherSpider):
    name = "wort"
    publisher_name = "Luxemburger Wort"
    domain = "wort.lu"
    country = "LU"
    language = "de"
    timezone = "Europe/Luxembourg"
    sections = {
        "luxembourg": "/luxemburg",
        "world": "/international",
        "business": "/wirtschaft",
        "sport": "/sport",
        "culture": "/kultur",
        "opinion": "/meinung",
    }
    feeds = ["/de/rss"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

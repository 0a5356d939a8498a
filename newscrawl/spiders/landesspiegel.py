"""Landesspiegel, https://landesspiegel.li/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LandesspiegelSpider(PublisherSpider):
    name = "landesspiegel"
    publisher_name = "Landesspiegel"
    domain = "landesspiegel.li"
    home = "https://landesspiegel.li/"
    country = "LI"
    language = "de"
    timezone = "Europe/Vaduz"
    sections = {
        "liechtenstein": "/category/liechtenstein/",
        "switzerland": "/category/international/schweiz/",
        "austria": "/category/international/oesterreich/",
        "world": "/category/international/",
        "business": "/category/wirtschaft/",
        "technology": "/category/technology/",
        "climate": "/category/lifestyle/umwelt/",
        "sport": "/category/sport/",
        "travel": "/category/lifestyle/reise/",
    }
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap-posttype-post.xml"]

"""Die Presse, https://www.diepresse.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DiePresseSpider(PublisherSpider):
    name = "diepresse"
    publisher_name = "Die Presse"
    domain = "diepresse.com"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    sections = {
        "austria": "/innenpolitik",
        "world": "/ausland",
        "business": "/wirtschaft",
        "sport": "/sport",
        "culture": "/kultur",
        "lifestyle": "/schaufenster",
        "opinion": "/meinung",
    }
    news_sitemaps = ["/news-sitemap"]
    sitemaps = ["/sitemap"]

"""taz, https://taz.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TazSpider(PublisherSpider):
    name = "taz"
    publisher_name = "taz"
    domain = "taz.de"
    home = "https://taz.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    news_sitemaps = ["/sitemap-google-news.xml"]
    sitemaps = ["/sitemap-index.xml"]

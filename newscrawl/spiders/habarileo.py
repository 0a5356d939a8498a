"""HabariLeo, https://habarileo.co.tz/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class HabariLeoSpider(PublisherSpider):
    name = "habarileo"
    publisher_name = "HabariLeo"
    domain = "habarileo.co.tz"
    home = "https://habarileo.co.tz/"
    country = "TZ"
    language = "sw"
    timezone = "Africa/Dar_es_Salaam"
    sitemaps = ["/sitemap.xml"]

"""Público, https://www.publico.es/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class PublicoSpider(PublisherSpider):
    name = "publico"
    publisher_name = "Público"
    domain = "publico.es"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    sections = {
        "world": "/internacional",
        "politics": "/politica",
        "business": "/economia",
        "science": "/ciencias",
        "sport": "/deportes",
        "culture": "/culturas",
        "opinion": "/opinion",
    }
    sitemaps = ["/sitemap-noticias-%Y%m.xml"]

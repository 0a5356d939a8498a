"""Corriere della Sera, https://www.corriere.it/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class CorriereDellaSeraSpider(PublisherSpider):
    name = "corriere"
    publisher_name = "Corriere della Sera"
    domain = "corriere.it"
    country = "IT"
    language = "it"
    timezone = "Europe/Rome"
    sections = {
        "italy": "/cronache/",
        "world": "/esteri/",
        "politics": "/politica/",
        "business": "/economia/",
        "technology": "/tecnologia/",
        "health": "/salute/",
        "climate": "/pianeta2030/",
        "sport": "/sport/",
        "culture": "/cultura/",
        "opinion": "/opinioni/",
        "education": "/scuola/",
    }
    feeds = [
        "/rss/homepage.xml",
        "/rss/ultimora.xml",
        "/dynamic-feed/rss/section/Dataroom.xml",
        "/dynamic-feed/rss/section/lettere-al-direttore.xml",
        "/dynamic-feed/rss/section/lo-dico-al-corriere.xml",
        "/dynamic-feed/rss/section/frammenti-di-ferruccio-de-bortoli.xml",
    ]
    sitemaps = [
        "/rss/sitemap_v2.xml",
        "/dynamic-sitemap/sitemap-last-100/Economia.xml",
        "/dynamic-sitemap/sitemap-last-100/Salute.xml",
        "/dynamic-sitemap/sitemap-last-100/Scienze.xml",
        "/dynamic-sitemap/sitemap-last-100/Interni.xml",
        "/dynamic-sitemap/sitemap-last-100/Esteri.xml",
    ]

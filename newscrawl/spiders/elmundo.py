"""El Mundo, https://www.elmundo.es/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ElMundoSpider(PublisherSpider):
    name = "elmundo"
    publisher_name = "El Mundo"
    domain = "elmundo.es"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    sections = {
        "spain": "/espana.html",
        "world": "/internacional.html",
        "business": "/economia.html",
        "technology": "/tecnologia.html",
        "science": "/ciencia-y-salud.html",
        "sport": "/deportes.html",
        "culture": "/cultura.html",
        "opinion": "/opinion.html",
        "local": "/madrid.html",
    }
    section_feeds = {
        "spain": "https://e00-elmundo.uecdn.es/elmundo/rss/espana.xml",
        "world": "https://e00-elmundo.uecdn.es/elmundo/rss/internacional.xml",
        "business": "https://e00-elmundo.uecdn.es/elmundo/rss/economia.xml",
        "culture": "https://e00-elmundo.uecdn.es/elmundo/rss/cultura.xml",
    }
    feeds = ["https://e00-elmundo.uecdn.es/elmundo/rss/portada.xml"]

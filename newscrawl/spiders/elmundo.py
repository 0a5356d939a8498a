"""El Mundo, https://www.elmundo.es/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class ElMundoSpider(PublisherSpider):
    name = "elmundo"
    publisher_name = "El Mundo"
    domain = "elmundo.es"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    feeds = [
        "https://e00-elmundo.uecdn.es/elmundo/rss/portada.xml",
        "https://e00-elmundo.uecdn.es/elmundo/rss/espana.xml",
    ]

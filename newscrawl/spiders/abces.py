"""ABC, https://www.abc.es/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ABCSpider(PublisherSpider):
    name = "abces"
    publisher_name = "ABC"
    domain = "abc.es"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    sections = {
        "world": "/internacional/",
        "spain": "/espana/",
        "business": "/economia/",
        "science": "/ciencia/",
        "technology": "/tecnologia/",
        "health": "/salud/",
        "sport": "/deportes/",
        "culture": "/cultura/",
        "opinion": "/opinion/",
        "lifestyle": "/estilo/",
    }
    feeds = ["/rss/2.0/espana/", "/rss/2.0/portada/"]
    news_sitemaps = ["/sitemap.xml"]

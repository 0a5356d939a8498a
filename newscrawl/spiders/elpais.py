"""El País, https://elpais.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ElPaisSpider(PublisherSpider):
    name = "elpais"
    publisher_name = "El País"
    domain = "elpais.com"
    home = "https://elpais.com/"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    sections = {
        "spain": "/espana/",
        "world": "/internacional/",
        "business": "/economia/",
        "technology": "/tecnologia/",
        "science": "/ciencia/",
        "health": "/salud-y-bienestar/",
        "climate": "/clima-y-medio-ambiente/",
        "sport": "/deportes/",
        "culture": "/cultura/",
        "opinion": "/opinion/",
        "education": "/educacion/",
        "local": "/espana/madrid/",
    }
    section_feeds = {
        "spain": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/espana/portada",
        "world": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/internacional/portada",
        "business": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/economia/portada",
        "technology": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/tecnologia/portada",
        "science": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/ciencia/portada",
        "sport": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/deportes/portada",
        "culture": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/cultura/portada",
        "opinion": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/opinion/portada",
    }
    feeds = ["https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada"]
    sitemaps = ["/sitemaps/%Y/%m/sitemap_0.xml"]

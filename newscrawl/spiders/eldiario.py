"""elDiario.es, https://www.eldiario.es/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ElDiarioEsSpider(PublisherSpider):
    name = "eldiario"
    publisher_name = "elDiario.es"
    domain = "eldiario.es"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    sections = {
        "world": "/internacional/",
        "politics": "/politica/",
        "business": "/economia/",
        "technology": "/tecnologia/",
        "culture": "/cultura/",
        "opinion": "/opinion/",
        "local": "/madrid/",
    }
    feeds = ["/rss/"]
    news_sitemaps = ["/sitemap_google_news_25b87.xml"]
    sitemaps = ["/sitemap_index_25b87.xml"]

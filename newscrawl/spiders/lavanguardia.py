"""La Vanguardia, https://www.lavanguardia.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LaVanguardiaSpider(PublisherSpider):
    name = "lavanguardia"
    publisher_name = "La Vanguardia"
    domain = "lavanguardia.com"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    sections = {
        "world": "/internacional",
        "politics": "/politica",
        "business": "/economia",
        "climate": "/natural",
        "sport": "/deportes",
        "culture": "/cultura",
        "opinion": "/opinion",
        "travel": "/ocio/viajes",
        "local": "/local",
    }
    section_feeds = {
        "world": "/rss/internacional.xml",
        "politics": "/rss/politica.xml",
        "business": "/rss/economia.xml",
        "sport": "/rss/deportes.xml",
        "culture": "/rss/cultura.xml",
        "opinion": "/rss/opinion.xml",
    }
    feeds = ["/rss/home.xml"]
    news_sitemaps = ["/sitemap-google-news.xml", "/sitemap-news-agencias.xml"]
    sitemaps = ["/sitemap-noticias-%Y%m.xml.gz"]

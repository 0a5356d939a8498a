"""Il Giornale, https://www.ilgiornale.it/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class IlGiornaleSpider(PublisherSpider):
    name = "ilgiornale"
    publisher_name = "Il Giornale"
    domain = "ilgiornale.it"
    country = "IT"
    language = "it"
    timezone = "Europe/Rome"
    sections = {
        "italy": "/sezioni/interni.html",
        "business": "/sezioni/economia.html",
        "technology": "/sezioni/tecnologia.html",
        "sport": "/sezioni/sport.html",
        "world": "/sezioni/esteri.html",
        "health": "/sezioni/salute.html",
        "culture": "/sezioni/cultura-e-spettacoli.html",
    }
    feeds = ["/feed.xml"]
    news_sitemaps = ["/sitemap/google-news.xml"]
    sitemaps = ["/sitemap/indice.xml"]

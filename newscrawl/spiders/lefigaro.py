"""Le Figaro, https://www.lefigaro.fr/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LeFigaroSpider(PublisherSpider):
    name = "lefigaro"
    publisher_name = "Le Figaro"
    domain = "lefigaro.fr"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    feeds = ["/rss/figaro_actualites.xml", "/rss/figaro_flash-actu.xml"]
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["https://sitemaps.lefigaro.fr/lefigaro.fr/articles.xml"]

"""La Vanguardia, https://www.lavanguardia.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LaVanguardiaSpider(PublisherSpider):
    name = "lavanguardia"
    publisher_name = "La Vanguardia"
    domain = "lavanguardia.com"
    country = "ES"
    language = "es"
    timezone = "Europe/Madrid"
    feeds = ["/rss/home.xml", "/rss/internacional.xml"]
    news_sitemaps = ["/sitemap-google-news.xml", "/sitemap-news-agencias.xml"]
    sitemaps = ["/sitemap-noticias-%Y%m.xml.gz"]

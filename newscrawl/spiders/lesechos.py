"""Les Echos, https://www.lesechos.fr/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LesEchosSpider(PublisherSpider):
    name = "lesechos"
    publisher_name = "Les Echos"
    domain = "lesechos.fr"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["https://sitemap.lesechos.fr/sitemap_index.xml"]

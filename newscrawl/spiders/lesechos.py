"""Les Echos, https://www.lesechos.fr/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LesEchosSpider(PublisherSpider):
    name = "lesechos"
    publisher_name = "Les Echos"
    domain = "lesechos.fr"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    sections = {
        "world": "/monde",
        "politics": "/politique-societe",
        "business": "/finance-marches",
        "technology": "/tech-medias",
        "lifestyle": "/weekend",
        "opinion": "/idees-debats",
        "europe": "/monde/europe",
        "us": "/monde/etats-unis",
        "local": "/pme-regions",
    }
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["https://sitemap.lesechos.fr/sitemap_index.xml"]

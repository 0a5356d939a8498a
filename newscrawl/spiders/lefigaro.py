"""Le Figaro, https://www.lefigaro.fr/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LeFigaroSpider(PublisherSpider):
    name = "lefigaro"
    publisher_name = "Le Figaro"
    domain = "lefigaro.fr"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    sections = {
        "france": "/actualite-france",
        "world": "/international",
        "politics": "/politique",
        "business": "/economie",
        "science": "/sciences",
        "health": "https://sante.lefigaro.fr/",
        "sport": "/sports",
        "culture": "/culture",
        "lifestyle": "https://madame.lefigaro.fr/",
        "opinion": "/vox",
        "education": "https://etudiant.lefigaro.fr/",
        "travel": "/voyages",
    }
    section_feeds = {
        "france": "/rss/figaro_actualite-france.xml",
        "world": "/rss/figaro_international.xml",
        "politics": "/rss/figaro_politique.xml",
        "business": "/rss/figaro_economie.xml",
        "science": "/rss/figaro_sciences.xml",
        "health": "/rss/figaro_sante.xml",
        "culture": "/rss/figaro_culture.xml",
        "travel": "/rss/figaro_voyages.xml",
        "opinion": "/rss/figaro_vox.xml",
    }
    feeds = ["/rss/figaro_actualites.xml", "/rss/figaro_flash-actu.xml"]
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["https://sitemaps.lefigaro.fr/lefigaro.fr/articles.xml"]

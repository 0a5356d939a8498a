"""Le Monde, https://www.lemonde.fr/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LeMondeSpider(PublisherSpider):
    name = "lemonde"
    publisher_name = "Le Monde"
    domain = "lemonde.fr"
    country = "FR"
    language = "fr"
    timezone = "Europe/Paris"
    sections = {
        "world": "/international/",
        "politics": "/politique/",
        "business": "/economie/",
        "technology": "/pixels/",
        "science": "/sciences/",
        "health": "/sante/",
        "climate": "/planete/",
        "sport": "/sport/",
        "culture": "/culture/",
        "lifestyle": "/m-styles/",
        "opinion": "/idees/",
        "education": "/education/",
    }
    section_feeds = {
        "world": "/international/rss_full.xml",
        "politics": "/politique/rss_full.xml",
        "business": "/economie/rss_full.xml",
        "technology": "/pixels/rss_full.xml",
        "science": "/sciences/rss_full.xml",
        "health": "/sante/rss_full.xml",
        "climate": "/planete/rss_full.xml",
        "sport": "/sport/rss_full.xml",
        "culture": "/culture/rss_full.xml",
        "education": "/education/rss_full.xml",
    }
    news_sitemaps = ["/sitemap_news.xml"]
    sitemaps = ["/sitemap_index.xml"]

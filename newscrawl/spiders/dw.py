"""Deutsche Welle, https://www.dw.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DeutscheWelleSpider(PublisherSpider):
    name = "dw"
    publisher_name = "Deutsche Welle"
    domain = "dw.com"
    country = "DE"
    timezone = "Europe/Berlin"
    sections = {
        "world": "/en/world/s-1429",
        "germany": "/en/germany/s-1432",
        "europe": "/en/europe/s-1433",
        "asia": "/en/asia/s-12758",
        "africa": "/en/africa/s-12756",
        "business": "/en/business/s-1431",
        "science": "/en/science/s-12526",
        "climate": "/en/environment/s-11798",
        "sport": "/en/sports/s-8171",
        "culture": "/en/culture/s-1441",
    }
    feeds = ["https://rss.dw.com/xml/rss-de-all", "https://rss.dw.com/xml/rss-en-all"]
    news_sitemaps = ["/de/news-sitemap.xml", "/en/news-sitemap.xml"]
    sitemaps = ["/de/article-sitemap.xml", "/en/article-sitemap.xml"]

"""Seznam Zprávy, https://www.seznamzpravy.cz/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class SeznamZpravySpider(PublisherSpider):
    name = "seznamzpravy"
    publisher_name = "Seznam Zprávy"
    domain = "seznamzpravy.cz"
    country = "CZ"
    language = "cs"
    timezone = "Europe/Prague"
    sections = {
        "czechia": "/sekce/domaci",
        "world": "/sekce/zahranicni",
        "business": "/sekce/ekonomika",
        "technology": "/sekce/tech-technologie-veda-431",
    }
    feeds = ["/rss"]
    news_sitemaps = ["/sitemaps/sitemap_news.xml"]
    sitemaps = ["/sitemaps/sitemap_articles.xml"]

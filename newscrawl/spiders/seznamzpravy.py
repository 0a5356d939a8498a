"""Seznam Zprávy, https://www.seznamzpravy.cz/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class SeznamZpravySpider(PublisherSpider):
    name = "seznamzpravy"
    publisher_name = "Seznam Zprávy"
    domain = "seznamzpravy.cz"
    country = "CZ"
    language = "cs"
    timezone = "Europe/Prague"
    feeds = ["/rss"]
    news_sitemaps = ["/sitemaps/sitemap_news.xml"]
    sitemaps = ["/sitemaps/sitemap_articles.xml"]

"""Stuttgarter Zeitung, https://www.stuttgarter-zeitung.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class StuttgarterZeitungSpider(PublisherSpider):
    name = "stuttgarterzeitung"
    publisher_name = "Stuttgarter Zeitung"
    domain = "stuttgarter-zeitung.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik",
        "business": "/wirtschaft",
        "sport": "/sport",
        "culture": "/kultur",
        "local": "/stuttgart",
        "science": "/wissen/",
        "travel": "/reise",
    }
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

"""Börsen-Zeitung, https://www.boersen-zeitung.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BorsenZeitungSpider(PublisherSpider):
    name = "boersenzeitung"
    publisher_name = "Börsen-Zeitung"
    domain = "boersen-zeitung.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    news_sitemaps = ["/sitemap/news.xml.gz"]
    sitemaps = ["/sitemap/index.xml.gz"]

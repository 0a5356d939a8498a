"""Mallorca Zeitung, https://www.mallorcazeitung.es/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MallorcaZeitungSpider(PublisherSpider):
    name = "mallorcazeitung"
    publisher_name = "Mallorca Zeitung"
    domain = "mallorcazeitung.es"
    country = "ES"
    language = "de"
    timezone = "Europe/Madrid"
    feeds = ["/rss/section/28000"]
    news_sitemaps = ["/sitemap_google_news_8d82b.xml"]

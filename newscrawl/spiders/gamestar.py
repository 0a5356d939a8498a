"""GameStar, https://www.gamestar.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class GameStarSpider(PublisherSpider):
    name = "gamestar"
    publisher_name = "GameStar"
    domain = "gamestar.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    news_sitemaps = ["/sitemapnews.xml"]
    sitemaps = ["/artikel_archiv_index.xml"]

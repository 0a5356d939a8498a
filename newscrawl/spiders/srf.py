"""SRF, https://www.srf.ch/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class SRFSpider(PublisherSpider):
    name = "srf"
    publisher_name = "SRF"
    domain = "srf.ch"
    country = "CH"
    language = "de"
    timezone = "Europe/Zurich"
    sections = {
        "switzerland": "/news/schweiz",
        "world": "/news/international",
        "business": "/news/wirtschaft",
        "science": "/wissen",
        "sport": "/sport",
        "culture": "/kultur",
    }
    feeds = ["/news/bnf/rss/1646"]
    news_sitemaps = ["/sitemaps/newsmap/news/index.xml"]
    sitemaps = ["/new-news-sitemap"]

"""The Independent, https://www.independent.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheIndependentSpider(PublisherSpider):
    name = "independent"
    publisher_name = "The Independent"
    domain = "independent.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "uk": "/news/uk",
        "world": "/news/world",
        "politics": "/politics",
        "business": "/business",
        "technology": "/tech",
        "science": "/news/science",
        "climate": "/climate-change",
        "sport": "/sport",
        "culture": "/arts-entertainment",
        "lifestyle": "/life-style",
        "opinion": "/voices",
        "travel": "/travel",
    }
    section_feeds = {
        "uk": "http://www.independent.co.uk/news/uk/rss",
        "world": "/news/world/rss",
        "business": "/news/business/rss",
        "sport": "/sport/rss",
        "culture": "/arts-entertainment/rss",
        "travel": "/travel/rss",
    }
    news_sitemaps = ["/sitemaps/googlenews"]
    sitemaps = ["/sitemap.xml"]

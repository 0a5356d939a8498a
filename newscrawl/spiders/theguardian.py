"""The Guardian, https://www.theguardian.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheGuardianSpider(PublisherSpider):
    name = "theguardian"
    publisher_name = "The Guardian"
    domain = "theguardian.com"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "uk": "/uk-news",
        "world": "/world",
        "politics": "/politics",
        "business": "/business",
        "technology": "/technology",
        "science": "/science",
        "climate": "/environment",
        "sport": "/sport",
        "culture": "/culture",
        "lifestyle": "/lifeandstyle",
        "opinion": "/commentisfree",
        "education": "/education",
    }
    section_feeds = {
        "uk": "/uk-news/rss",
        "world": "/world/rss",
        "politics": "/politics/rss",
        "business": "/business/rss",
        "technology": "/technology/rss",
        "science": "/science/rss",
        "climate": "/environment/rss",
        "sport": "/sport/rss",
        "culture": "/culture/rss",
        "lifestyle": "/lifeandstyle/rss",
        "opinion": "/commentisfree/rss",
        "education": "/education/rss",
    }
    news_sitemaps = ["/sitemaps/news.xml"]

"""The New York Times, https://www.nytimes.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheNewYorkTimesSpider(PublisherSpider):
    name = "nytimes"
    publisher_name = "The New York Times"
    domain = "nytimes.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "us": "/section/us",
        "world": "/section/world",
        "politics": "/section/politics",
        "business": "/section/business",
        "technology": "/section/technology",
        "science": "/section/science",
        "health": "/section/health",
        "climate": "/section/climate",
        "sport": "/section/sports",
        "culture": "/section/arts",
        "opinion": "/section/opinion",
        "travel": "/section/travel",
    }
    section_feeds = {
        "us": "https://rss.nytimes.com/services/xml/rss/nyt/US.xml",
        "world": "https://rss.nytimes.com/services/xml/rss/nyt/World.xml",
        "politics": "https://rss.nytimes.com/services/xml/rss/nyt/Politics.xml",
        "business": "https://rss.nytimes.com/services/xml/rss/nyt/Business.xml",
        "technology": "https://rss.nytimes.com/services/xml/rss/nyt/Technology.xml",
        "science": "https://rss.nytimes.com/services/xml/rss/nyt/Science.xml",
        "health": "https://rss.nytimes.com/services/xml/rss/nyt/Health.xml",
        "climate": "https://rss.nytimes.com/services/xml/rss/nyt/Climate.xml",
        "sport": "https://rss.nytimes.com/services/xml/rss/nyt/Sports.xml",
        "culture": "https://rss.nytimes.com/services/xml/rss/nyt/Arts.xml",
        "travel": "https://rss.nytimes.com/services/xml/rss/nyt/Travel.xml",
    }
    feeds = ["https://rss.nytimes.com/services/xml/rss/nyt/HomePage.xml"]
    news_sitemaps = ["/sitemaps/new/news.xml.gz"]
    sitemaps = ["/sitemaps/new/sitemap.xml.gz"]

"""Fox News, https://www.foxnews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class FoxNewsSpider(PublisherSpider):
    name = "foxnews"
    publisher_name = "Fox News"
    domain = "foxnews.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/world",
        "us": "/us",
        "politics": "/politics",
        "technology": "/tech",
        "science": "/science",
        "health": "/health",
        "sport": "/sports",
        "culture": "/entertainment",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
        "travel": "/travel",
    }
    section_feeds = {
        "world": "https://moxie.foxnews.com/google-publisher/world.xml",
        "us": "https://moxie.foxnews.com/google-publisher/us.xml",
        "politics": "https://moxie.foxnews.com/google-publisher/politics.xml",
        "technology": "https://moxie.foxnews.com/google-publisher/tech.xml",
        "science": "https://moxie.foxnews.com/google-publisher/science.xml",
        "health": "https://moxie.foxnews.com/google-publisher/health.xml",
        "opinion": "https://moxie.foxnews.com/google-publisher/opinion.xml",
        "travel": "https://moxie.foxnews.com/google-publisher/travel.xml",
    }
    feeds = ["https://moxie.foxnews.com/google-publisher/latest.xml"]
    news_sitemaps = ["/sitemap.xml?type=news"]
    sitemaps = ["/sitemap.xml"]

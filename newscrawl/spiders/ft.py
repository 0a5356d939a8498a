"""Financial Times, https://www.ft.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class FinancialTimesSpider(PublisherSpider):
    name = "ft"
    publisher_name = "Financial Times"
    domain = "ft.com"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "world": "/world",
        "uk": "/world/uk",
        "us": "/world/us",
        "europe": "/world/europe",
        "business": "/companies",
        "technology": "/technology",
        "climate": "/climate-capital",
        "culture": "/arts",
        "lifestyle": "/life-arts",
        "opinion": "/opinion",
    }
    section_feeds = {
        "world": "/world?format=rss",
        "business": "/companies?format=rss",
        "technology": "/technology?format=rss",
        "opinion": "/opinion?format=rss",
    }
    feeds = ["/rss/home"]
    news_sitemaps = ["/sitemaps/news.xml"]

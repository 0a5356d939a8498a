"""The Standard, https://www.standard.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheStandardSpider(PublisherSpider):
    name = "standard"
    publisher_name = "The Standard"
    domain = "standard.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "uk": "/news/uk",
        "world": "/news/world",
        "politics": "/news/politics",
        "business": "/business",
        "technology": "/news/tech",
        "health": "/news/health",
        "sport": "/sport",
        "culture": "/culture",
        "lifestyle": "/lifestyle",
        "opinion": "/comment",
        "local": "/news/london",
    }
    section_feeds = {
        "world": "/news/world/rss",
        "politics": "/news/politics/rss",
        "business": "/business/rss",
        "sport": "/sport/rss",
    }
    feeds = ["/rss"]
    sitemaps = ["/sitemap.xml"]

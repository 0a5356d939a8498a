"""CBC News, https://www.cbc.ca/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class CBCNewsSpider(PublisherSpider):
    name = "cbc"
    publisher_name = "CBC News"
    domain = "cbc.ca"
    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    sections = {
        "world": "/news/world",
        "canada": "/news/canada",
        "politics": "/news/politics",
        "business": "/news/business",
        "science": "/news/science",
        "health": "/news/health",
        "sport": "/sports",
        "culture": "/news/entertainment",
        "lifestyle": "/life",
        "local": "/news/local",
        "climate": "/news/climate",
        "opinion": "/news/opinion",
    }
    section_feeds = {
        "world": "/webfeed/rss/rss-world",
        "canada": "/webfeed/rss/rss-canada",
        "politics": "/webfeed/rss/rss-politics",
        "business": "/webfeed/rss/rss-business",
        "health": "/webfeed/rss/rss-health",
        "science": "/webfeed/rss/rss-technology",
        "culture": "/webfeed/rss/rss-arts",
        "sport": "/webfeed/rss/rss-sports",
    }
    feeds = ["/webfeed/rss/rss-topstories"]

"""The Washington Times, https://www.washingtontimes.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheWashingtonTimesSpider(PublisherSpider):
    name = "washingtontimes"
    publisher_name = "The Washington Times"
    domain = "washingtontimes.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "us": "/news/national/",
        "world": "/news/world/",
        "politics": "/news/politics/",
        "business": "/news/business-economy/",
        "sport": "/sports/",
        "culture": "/culture/",
        "opinion": "/opinion/",
    }
    section_feeds = {
        "us": "/rss/headlines/news/national/",
        "world": "/rss/headlines/news/world/",
        "politics": "/rss/headlines/news/politics/",
        "sport": "/rss/headlines/sports/",
        "culture": "/rss/headlines/culture/",
        "opinion": "/rss/headlines/opinion/",
    }
    sitemaps = ["/sitemap-stories.xml", "/sitemap-entries.xml"]

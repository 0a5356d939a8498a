"""NPR, https://www.npr.org/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NPRSpider(PublisherSpider):
    name = "npr"
    publisher_name = "NPR"
    domain = "npr.org"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "us": "/sections/national/",
        "world": "/sections/world/",
        "politics": "/sections/politics/",
        "business": "/sections/business/",
        "technology": "/sections/technology/",
        "science": "/sections/science/",
        "health": "/sections/health/",
        "climate": "/sections/climate/",
        "culture": "/sections/culture/",
        "education": "/sections/education/",
    }
    section_feeds = {
        "us": "https://feeds.npr.org/1003/rss.xml",
        "world": "https://feeds.npr.org/1004/rss.xml",
        "politics": "https://feeds.npr.org/1014/rss.xml",
        "business": "https://feeds.npr.org/1006/rss.xml",
        "technology": "https://feeds.npr.org/1019/rss.xml",
        "science": "https://feeds.npr.org/1007/rss.xml",
        "health": "https://feeds.npr.org/1128/rss.xml",
        "climate": "https://feeds.npr.org/1025/rss.xml",
        "culture": "https://feeds.npr.org/1008/rss.xml",
        "education": "https://feeds.npr.org/1013/rss.xml",
    }
    feeds = ["https://feeds.npr.org/1001/rss.xml"]

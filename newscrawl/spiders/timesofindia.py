"""The Times of India, https://timesofindia.indiatimes.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheTimesOfIndiaSpider(PublisherSpider):
    name = "timesofindia"
    publisher_name = "The Times of India"
    domain = "timesofindia.indiatimes.com"
    home = "https://timesofindia.indiatimes.com/"
    country = "IN"
    language = "en"
    timezone = "Asia/Kolkata"
    sections = {
        "india": "/india",
        "world": "/world",
        "business": "/business",
        "technology": "/technology",
        "science": "/science",
        "sport": "/sports",
        "culture": "/entertainment",
        "lifestyle": "/life-style",
        "education": "/education",
        "local": "/city",
        "travel": "/life-style/travel",
    }
    section_feeds = {
        "world": "/rssfeeds/296589292.cms",
        "business": "/rssfeeds/1898055.cms",
        "sport": "/rssfeeds/4719148.cms",
        "technology": "/rssfeeds/66949542.cms",
        "education": "/rssfeeds/913168846.cms",
        "science": "/rssfeeds/-2128672765.cms",
    }
    feeds = ["/rssfeedstopstories.cms", "/rssfeedmostrecent.cms"]
    news_sitemaps = ["/sitemap/today", "/sitemap/yesterday"]

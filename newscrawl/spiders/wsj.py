"""The Wall Street Journal, https://www.wsj.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TheWallStreetJournalSpider(PublisherSpider):
    name = "wsj"
    publisher_name = "The Wall Street Journal"
    domain = "wsj.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "world": "/world",
        "us": "/us-news",
        "politics": "/politics",
        "business": "/business",
        "technology": "/tech",
        "science": "/science",
        "health": "/health",
        "sport": "/sports",
        "culture": "/arts-culture",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
    }
    section_feeds = {
        "world": "https://feeds.a.dj.com/rss/RSSWorldNews.xml",
        "business": "https://feeds.a.dj.com/rss/WSJcomUSBusiness.xml",
        "technology": "https://feeds.a.dj.com/rss/RSSWSJD.xml",
        "opinion": "https://feeds.a.dj.com/rss/RSSOpinion.xml",
        "lifestyle": "https://feeds.a.dj.com/rss/RSSLifestyle.xml",
    }
    news_sitemaps = ["/wsjsitemaps/wsj_google_news.xml"]

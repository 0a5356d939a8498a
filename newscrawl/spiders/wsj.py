"""The Wall Street Journal, https://www.wsj.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheWallStreetJournalSpider(PublisherSpider):
    name = "wsj"
    publisher_name = "The Wall Street Journal"
    domain = "wsj.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["https://feeds.a.dj.com/rss/RSSWorldNews.xml"]
    news_sitemaps = ["/wsjsitemaps/wsj_google_news.xml"]

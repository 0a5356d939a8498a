"""The Times of India, https://timesofindia.indiatimes.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheTimesOfIndiaSpider(PublisherSpider):
    name = "timesofindia"
    publisher_name = "The Times of India"
    domain = "timesofindia.indiatimes.com"
    home = "https://timesofindia.indiatimes.com/"
    country = "IN"
    language = "en"
    timezone = "Asia/Kolkata"
    feeds = ["/rssfeedstopstories.cms", "/rssfeedmostrecent.cms"]
    news_sitemaps = ["/sitemap/today", "/sitemap/yesterday"]

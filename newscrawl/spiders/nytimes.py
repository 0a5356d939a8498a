"""The New York Times, https://www.nytimes.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheNewYorkTimesSpider(PublisherSpider):
    name = "nytimes"
    publisher_name = "The New York Times"
    domain = "nytimes.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = [
        "https://rss.nytimes.com/services/xml/rss/nyt/HomePage.xml",
        "https://rss.nytimes.com/services/xml/rss/nyt/World.xml",
    ]
    news_sitemaps = ["/sitemaps/new/news.xml.gz"]
    sitemaps = ["/sitemaps/new/sitemap.xml.gz"]

"""BBC News, https://www.bbc.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BBCNewsSpider(PublisherSpider):
    name = "bbc"
    publisher_name = "BBC News"
    domain = "bbc.co.uk"
    domains = ["bbc.com"]
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "world": "/news/world",
        "uk": "/news/uk",
        "scotland": "/news/scotland",
        "wales": "/news/wales",
        "politics": "/news/politics",
        "business": "/news/business",
        "technology": "/news/technology",
        "science": "/news/science_and_environment",
        "health": "/news/health",
        "education": "/news/education",
        "culture": "/news/entertainment_and_arts",
        "sport": "/sport",
    }
    section_feeds = {
        "world": "https://feeds.bbci.co.uk/news/world/rss.xml",
        "uk": "https://feeds.bbci.co.uk/news/uk/rss.xml",
        "politics": "https://feeds.bbci.co.uk/news/politics/rss.xml",
        "business": "https://feeds.bbci.co.uk/news/business/rss.xml",
        "technology": "https://feeds.bbci.co.uk/news/technology/rss.xml",
        "science": "https://feeds.bbci.co.uk/news/science_and_environment/rss.xml",
        "health": "https://feeds.bbci.co.uk/news/health/rss.xml",
        "education": "https://feeds.bbci.co.uk/news/education/rss.xml",
        "culture": "https://feeds.bbci.co.uk/news/entertainment_and_arts/rss.xml",
    }
    feeds = ["https://feeds.bbci.co.uk/news/rss.xml"]
    news_sitemaps = [
        "/sitemaps/https-index-uk-news.xml",
        "https://www.bbc.com/sitemaps/https-index-com-news.xml",
    ]
    sitemaps = ["/sitemaps/https-index-com-archive.xml"]

"""Business Insider, https://www.businessinsider.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class BusinessInsiderSpider(PublisherSpider):
    name = "businessinsider"
    publisher_name = "Business Insider"
    domain = "businessinsider.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sections = {
        "politics": "/politics",
        "business": "/finance",
        "technology": "/tech",
        "science": "/science",
        "health": "/health",
        "education": "/education",
        "travel": "/travel",
    }
    news_sitemaps = ["/sitemap/google-news.xml"]
    sitemaps = ["/sitemap/%Y-%m.xml"]

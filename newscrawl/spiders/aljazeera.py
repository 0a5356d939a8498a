"""Al Jazeera English, https://www.aljazeera.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class AlJazeeraEnglishSpider(PublisherSpider):
    name = "aljazeera"
    publisher_name = "Al Jazeera English"
    domain = "aljazeera.com"
    country = "QA"
    language = "en"
    timezone = "Asia/Qatar"
    sections = {
        "africa": "/africa/",
        "asia": "/asia/",
        "us": "/us-canada/",
        "europe": "/europe/",
        "middle-east": "/middle-east/",
        "latin-america": "/latin-america/",
        "business": "/economy/",
        "opinion": "/opinion/",
        "sport": "/sports/",
        "climate": "/climate-crisis",
    }
    feeds = ["/xml/rss/all.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

"""The Sun, https://www.thesun.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class TheSunSpider(WordPressSpider):
    name = "thesun"
    publisher_name = "The Sun"
    domain = "thesun.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "uk": "/news/uknews/",
        "world": "/news/worldnews/",
        "politics": "/news/politics/",
        "business": "/money/",
        "technology": "/tech/",
        "health": "/health/",
        "sport": "/sport/",
        "culture": "/tvandshowbiz/",
        "lifestyle": "/fabulous/",
        "travel": "/travel/",
        "opinion": "/news/opinion/",
    }
    feeds = []
    news_sitemaps = ["/news-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

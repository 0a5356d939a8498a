"""The i Paper, https://inews.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.platforms import WordPressSpider


class TheIPaperSpider(WordPressSpider):
    name = "inews"
    publisher_name = "The i Paper"
    domain = "inews.co.uk"
    home = "https://inews.co.uk/"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "world": "/category/news/world",
        "politics": "/category/news/politics",
        "business": "/category/inews-lifestyle/money",
        "technology": "/category/news/technology",
        "health": "/category/news/health",
        "education": "/category/news/education",
        "sport": "/category/sport",
        "culture": "/category/culture",
        "lifestyle": "/category/inews-lifestyle",
        "opinion": "/category/opinion",
        "travel": "/category/inews-lifestyle/travel",
    }
    feeds = []
    sitemaps = ["/sitemap.xml"]

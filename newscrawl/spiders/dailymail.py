"""Daily Mail, https://www.dailymail.co.uk/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DailyMailSpider(PublisherSpider):
    name = "dailymail"
    publisher_name = "Daily Mail"
    domain = "dailymail.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "world": "/news/worldnews/index.html",
        "uk": "/news/index.html",
        "us": "/ushome/index.html",
        "business": "/money/index.html",
        "science": "/sciencetech/index.html",
        "health": "/health/index.html",
        "sport": "/sport/index.html",
        "culture": "/tvshowbiz/index.html",
        "lifestyle": "/femail/index.html",
        "opinion": "/debate/index.html",
        "travel": "/travel/index.html",
        "australia": "/auhome/index.html",
    }
    section_feeds = {
        "business": "/money/index.rss",
        "science": "/sciencetech/index.rss",
        "health": "/health/index.rss",
        "sport": "/sport/index.rss",
        "culture": "/tvshowbiz/index.rss",
        "lifestyle": "/femail/index.rss",
        "travel": "/travel/index.rss",
    }
    feeds = ["/home/index.rss"]
    news_sitemaps = ["/google-news-sitemap.xml"]
    sitemaps = ["/sitemap-articles-year~%Y.xml"]

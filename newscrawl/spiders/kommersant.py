"""Kommersant, https://www.kommersant.ru/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class KommersantSpider(PublisherSpider):
    name = "kommersant"
    publisher_name = "Kommersant"
    domain = "kommersant.ru"
    country = "RU"
    language = "ru"
    timezone = "Europe/Moscow"
    sections = {
        "politics": "/rubric/2",
        "business": "/rubric/3",
        "world": "/rubric/5",
        "sport": "/rubric/9",
        "science": "/nauka",
        "technology": "/hitech",
        "culture": "/rubric/8",
        "lifestyle": "/style",
    }
    section_feeds = {
        "politics": "/RSS/section-politics.xml",
        "business": "/RSS/section-economics.xml",
        "world": "/RSS/section-world.xml",
        "culture": "/RSS/section-culture.xml",
        "sport": "/RSS/section-sport.xml",
        "technology": "/RSS/section-hitech.xml",
        "lifestyle": "/RSS/section-style.xml",
    }
    feeds = ["/RSS/news.xml"]
    news_sitemaps = ["/sitemaps/sitemap_news.xml"]
    sitemaps = ["/sitemaps/all_docs_sitemap.xml"]

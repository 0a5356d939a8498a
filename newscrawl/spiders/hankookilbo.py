"""Hankook Ilbo, https://www.hankookilbo.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class HankookIlboSpider(PublisherSpider):
    name = "hankookilbo"
    publisher_name = "Hankook Ilbo"
    domain = "hankookilbo.com"
    country = "KR"
    language = "ko"
    timezone = "Asia/Seoul"
    sections = {
        "politics": "/News/Politics",
        "business": "/News/Economy",
        "world": "/News/World",
        "culture": "/News/Culture",
        "sport": "/Sports",
        "opinion": "/Opinion",
        "south-korea": "/News/Society",
        "lifestyle": "/News/Life",
    }
    news_sitemaps = ["/sitemap/latest-articles"]
    sitemaps = ["/sitemap/daily-articles/%Y"]
    # Pages of 2026 without structured data have them here alone.
    selectors = {
        "published": "[data-deploy-dt]::attr(data-deploy-dt)",
        "modified": "[data-re-deploy-dt]::attr(data-re-deploy-dt)",
    }

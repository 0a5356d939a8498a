"""TechRadar, https://www.techradar.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TechRadarSpider(PublisherSpider):
    name = "techradar"
    publisher_name = "TechRadar"
    domain = "techradar.com"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

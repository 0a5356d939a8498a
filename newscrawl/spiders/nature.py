"""Nature, https://www.nature.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NatureSpider(PublisherSpider):
    name = "nature"
    publisher_name = "Nature"
    domain = "nature.com"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["/nature.rss"]
    news_sitemaps = ["/latest-news/sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

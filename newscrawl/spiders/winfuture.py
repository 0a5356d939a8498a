"""WinFuture, https://winfuture.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class WinFutureSpider(PublisherSpider):
    name = "winfuture"
    publisher_name = "WinFuture"
    domain = "winfuture.de"
    home = "https://winfuture.de/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["https://static.winfuture.de/feeds/WinFuture-News-rss2.0.xml"]
    news_sitemaps = ["/sitemap-latest-news.xml.gz"]
    sitemaps = ["/sitemap.xml"]

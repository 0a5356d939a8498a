"""Legal Tribune Online, https://www.lto.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class LegalTribuneOnlineSpider(PublisherSpider):
    name = "lto"
    publisher_name = "Legal Tribune Online"
    domain = "lto.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/rss/feed.xml"]
    news_sitemaps = ["/googlenews-sitemap.xml"]
    sitemaps = ["/sitemap.xml"]

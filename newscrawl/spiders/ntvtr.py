"""NTV, https://www.ntv.com.tr/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class NTVSpider(PublisherSpider):
    name = "ntvtr"
    publisher_name = "NTV"
    domain = "ntv.com.tr"
    country = "TR"
    language = "tr"
    timezone = "Europe/Istanbul"
    feeds = ["/gundem.rss"]
    news_sitemaps = ["/sitemaps/news-sitemap.xml"]
    sitemaps = ["/sitemaps"]

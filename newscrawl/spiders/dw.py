"""Deutsche Welle, https://www.dw.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DeutscheWelleSpider(PublisherSpider):
    name = "dw"
    publisher_name = "Deutsche Welle"
    domain = "dw.com"
    country = "DE"
    timezone = "Europe/Berlin"
    feeds = ["https://rss.dw.com/xml/rss-de-all", "https://rss.dw.com/xml/rss-en-all"]
    news_sitemaps = ["/de/news-sitemap.xml", "/en/news-sitemap.xml"]
    sitemaps = ["/de/article-sitemap.xml", "/en/article-sitemap.xml"]

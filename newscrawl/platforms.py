"""Bases for publishers that share a platform: where its feeds and sitemaps lie."""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class ArcSpider(PublisherSpider):
    """Arc XP: feeds and sitemaps under /arc/outboundfeeds/."""

    news_sitemaps = ["/arc/outboundfeeds/news-sitemap/?outputType=xml"]
    sitemaps = ["/arc/outboundfeeds/sitemap-index/?outputType=xml"]


class WordPressSpider(PublisherSpider):
    """WordPress: a feed at /feed/, which gives each article's text on many sites, and a sitemap index."""

    feeds = ["/feed/"]
    sitemaps = ["/wp-sitemap.xml"]

"""The National, https://www.thenationalnews.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ArcSpider


class TheNationalSpider(ArcSpider):
    name = "thenational"
    publisher_name = "The National"
    domain = "thenationalnews.com"
    domains = ["thenational.ae"]
    country = "AE"
    language = "en"
    timezone = "Asia/Dubai"
    sections = {
        "uae": "/news/uae",
        "gulf": "/news/gulf",
        "mena": "/news/mena",
        "us": "/news/us",
        "uk": "/news/uk",
        "europe": "/news/europe",
        "asia": "/news/asia",
        "business": "/business",
        "technology": "/future",
        "sport": "/sport",
        "lifestyle": "/lifestyle",
        "opinion": "/opinion",
    }
    section_feeds = {
        "uae": "/arc/outboundfeeds/rss/category/uae/?outputType=xml",
        "mena": "/arc/outboundfeeds/rss/category/mena/?outputType=xml",
        "business": "/arc/outboundfeeds/rss/category/business/?outputType=xml",
        "technology": "/arc/outboundfeeds/rss/category/future/technology/?outputType=xml",
    }
    feeds = [
        "/arc/outboundfeeds/rss/?outputType=xml",
        "/arc/outboundfeeds/rss/category/news/?outputType=xml",
        "/arc/outboundfeeds/rss/category/world/?outputType=xml",
    ]
    news_sitemaps = []
    sitemaps = ["/sitemap.xml"]

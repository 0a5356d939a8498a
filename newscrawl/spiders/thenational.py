"""The National, https://www.thenationalnews.com/"""

from __future__ import annotations

from newscrawl.platforms import ArcSpider


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
        "opinion": "/opinion",
        "future": "/future",
        "lifestyle": "/lifestyle",
        "sport": "/sport",
    }
    feeds = [
        "/arc/outboundfeeds/rss/?outputType=xml",
        "/arc/outboundfeeds/rss/category/news/?outputType=xml",
        "/arc/outboundfeeds/rss/category/uae/?outputType=xml",
        "/arc/outboundfeeds/rss/category/mena/?outputType=xml",
        "/arc/outboundfeeds/rss/category/world/?outputType=xml",
        "/arc/outboundfeeds/rss/category/business/?outputType=xml",
        "/arc/outboundfeeds/rss/category/future/technology/?outputType=xml",
    ]
    news_sitemaps = []
    sitemaps = ["/sitemap.xml"]

"""The Globe and Mail, https://www.theglobeandmail.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ArcSpider


class TheGlobeAndMailSpider(ArcSpider):
    name = "theglobeandmail"
    publisher_name = "The Globe and Mail"
    domain = "theglobeandmail.com"
    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    sections = {
        "canada": "/canada/",
        "world": "/world/",
        "politics": "/politics/",
        "business": "/business/",
        "technology": "/business/technology/",
        "sport": "/sports/",
        "culture": "/arts/",
        "lifestyle": "/life/",
        "opinion": "/opinion/",
        "travel": "/life/travel/",
    }
    section_feeds = {
        "canada": "/arc/outboundfeeds/rss/category/canada/",
        "world": "/arc/outboundfeeds/rss/category/world/",
        "politics": "/arc/outboundfeeds/rss/category/politics/",
        "business": "/arc/outboundfeeds/rss/category/business/",
        "sport": "/arc/outboundfeeds/rss/category/sports/",
        "culture": "/arc/outboundfeeds/rss/category/arts/",
        "lifestyle": "/arc/outboundfeeds/rss/category/life/",
        "opinion": "/arc/outboundfeeds/rss/category/opinion/",
    }

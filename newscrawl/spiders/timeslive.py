"""TimesLIVE, https://www.timeslive.co.za/"""

from __future__ import annotations

from newscrawl.crawl.platforms import ArcSpider


class TimesLIVESpider(ArcSpider):
    name = "timeslive"
    publisher_name = "TimesLIVE"
    domain = "timeslive.co.za"
    country = "ZA"
    language = "en"
    timezone = "Africa/Johannesburg"
    sections = {
        "south-africa": "/news/south-africa/",
        "africa": "/news/africa/",
        "world": "/news/world/",
        "politics": "/politics/",
        "technology": "/news/sci-tech/",
        "sport": "/sport/",
    }
    feeds = ["/arc/outboundfeeds/google-news-feed/"]
    news_sitemaps = ["/arc/outboundfeeds/sitemap-news-index/"]
    sitemaps = ["/arc/outboundfeeds/sitemap-index/", "/arc/outboundfeeds/sitemap-section-index/"]

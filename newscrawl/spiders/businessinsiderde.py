"""Business Insider Deutschland, https://www.businessinsider.de/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class BusinessInsiderDeutschlandSpider(YoastSpider):
    name = "businessinsiderde"
    publisher_name = "Business Insider Deutschland"
    domain = "businessinsider.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/",
        "business": "/wirtschaft/",
        "science": "/wissenschaft/",
        "lifestyle": "/leben/",
        "travel": "/leben/reisen/",
    }
    feeds = ["/feed/businessinsider-alle-artikel"]
    news_sitemaps = ["/news-sitemap.xml"]

"""Taipei Times, https://www.taipeitimes.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TaipeiTimesSpider(PublisherSpider):
    name = "taipeitimes"
    publisher_name = "Taipei Times"
    domain = "taipeitimes.com"
    country = "TW"
    language = "en"
    timezone = "Asia/Taipei"
    sections = {
        "taiwan": "/News/taiwan",
        "world": "/News/world",
        "business": "/News/biz",
        "sport": "/News/sport",
        "culture": "/News/feat",
        "opinion": "/News/editorials",
    }
    news_sitemaps = ["/sitemap/sitemap.xml"]
    sitemaps = ["/sitemapIndex.xml"]
    selectors = {"authors": ".as .name"}  # an agency or reporter, with the place

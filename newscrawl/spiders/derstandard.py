"""Der Standard, https://www.derstandard.at/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DerStandardSpider(PublisherSpider):
    name = "derstandard"
    publisher_name = "Der Standard"
    domain = "derstandard.at"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    sections = {
        "austria": "/inland",
        "world": "/international",
        "business": "/wirtschaft",
        "technology": "/web",
        "science": "/wissenschaft",
        "health": "/gesundheit",
        "sport": "/sport",
        "culture": "/kultur",
        "lifestyle": "/lifestyle",
        "opinion": "/diskurs",
    }
    feeds = ["/rss"]
    news_sitemaps = ["/sitemaps/news.xml"]
    sitemaps = ["/sitemaps/sitemap.xml"]

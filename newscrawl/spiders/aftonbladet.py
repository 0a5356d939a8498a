"""Aftonbladet, https://www.aftonbladet.se/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class AftonbladetSpider(PublisherSpider):
    name = "aftonbladet"
    publisher_name = "Aftonbladet"
    domain = "aftonbladet.se"
    country = "SE"
    language = "sv"
    timezone = "Europe/Stockholm"
    sections = {
        "sport": "/sportbladet",
        "culture": "/kultur",
        "opinion": "/ledare",
        "business": "/minekonomi",
        "travel": "/resa",
    }
    feeds = ["https://rss.aftonbladet.se/rss2/small/pages/sections/senastenytt/"]
    news_sitemaps = ["/sitemaps/files/articles-48hrs.xml"]
    sitemaps = ["/sitemap.xml"]

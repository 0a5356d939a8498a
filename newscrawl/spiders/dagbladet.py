"""Dagbladet, https://www.dagbladet.no/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DagbladetSpider(PublisherSpider):
    name = "dagbladet"
    publisher_name = "Dagbladet"
    domain = "dagbladet.no"
    domains = ["db.no"]
    country = "NO"
    language = "no"
    timezone = "Europe/Oslo"
    sections = {
        "norway": "/nyheter",
        "sport": "/sport",
        "culture": "/kultur",
        "opinion": "/meninger",
    }
    news_sitemaps = ["/sitemap"]
    sitemaps = ["/app/jw-api-proxy/sitemap/index/dagbladet.xml"]

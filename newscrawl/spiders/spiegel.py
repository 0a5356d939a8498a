"""Der Spiegel, https://www.spiegel.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DerSpiegelSpider(PublisherSpider):
    name = "spiegel"
    publisher_name = "Der Spiegel"
    domain = "spiegel.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "world": "/ausland/",
        "politics": "/politik/deutschland/",
        "business": "/wirtschaft/",
        "technology": "/netzwelt/",
        "science": "/wissenschaft/",
        "health": "/gesundheit/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/stil/",
        "travel": "/reise/",
        "education": "/panorama/bildung/",
    }
    section_feeds = {
        "world": "/ausland/index.rss",
        "politics": "/politik/index.rss",
        "business": "/wirtschaft/index.rss",
        "technology": "/netzwelt/index.rss",
        "science": "/wissenschaft/index.rss",
        "health": "/gesundheit/index.rss",
        "sport": "/sport/index.rss",
        "culture": "/kultur/index.rss",
    }
    feeds = ["/schlagzeilen/index.rss"]
    news_sitemaps = ["/sitemaps/news-de.xml"]
    sitemaps = ["/sitemap.xml"]

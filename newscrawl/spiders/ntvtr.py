"""NTV, https://www.ntv.com.tr/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NTVSpider(PublisherSpider):
    name = "ntvtr"
    publisher_name = "NTV"
    domain = "ntv.com.tr"
    country = "TR"
    language = "tr"
    timezone = "Europe/Istanbul"
    sections = {
        "turkey": "/turkiye",
        "world": "/dunya",
        "business": "/ekonomi",
        "technology": "/teknoloji",
        "health": "/saglik",
        "sport": "/sporskor",
        "lifestyle": "/yasam",
        "education": "/egitim",
    }
    section_feeds = {
        "turkey": "/turkiye.rss",
        "world": "/dunya.rss",
        "business": "/ekonomi.rss",
        "technology": "/teknoloji.rss",
        "health": "/saglik.rss",
        "sport": "/sporskor.rss",
        "culture": "/sanat.rss",
        "lifestyle": "/yasam.rss",
        "education": "/egitim.rss",
        "travel": "/seyahat.rss",
    }
    feeds = ["/gundem.rss"]
    news_sitemaps = ["/sitemaps/news-sitemap.xml"]
    sitemaps = ["/sitemaps"]

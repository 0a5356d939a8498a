"""Focus Online, https://www.focus.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class FocusOnlineSpider(PublisherSpider):
    name = "focus"
    publisher_name = "Focus Online"
    domain = "focus.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/",
        "business": "/finanzen/",
        "technology": "/digital/",
        "science": "/wissen/",
        "health": "/gesundheit/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "travel": "/reisen/",
        "local": "/regional/",
    }
    news_sitemaps = ["/sitemap_news_ressorts.xml"]

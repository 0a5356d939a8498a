"""Der Tagesspiegel, https://www.tagesspiegel.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DerTagesspiegelSpider(PublisherSpider):
    name = "tagesspiegel"
    publisher_name = "Der Tagesspiegel"
    domain = "tagesspiegel.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "politics": "/politik/",
        "world": "/internationales/",
        "business": "/wirtschaft/",
        "science": "/wissen/",
        "health": "/gesundheit/",
        "sport": "/sport/",
        "culture": "/kultur/",
        "lifestyle": "/gesellschaft/",
        "opinion": "/meinung/",
        "local": "/berlin/",
        "education": "/berlin/schule/",
    }
    section_feeds = {
        "politics": "/contentexport/feed/politik",
        "business": "/contentexport/feed/wirtschaft",
        "science": "/contentexport/feed/wissen",
        "sport": "/contentexport/feed/sport",
        "culture": "/contentexport/feed/kultur",
        "local": "/contentexport/feed/berlin",
    }
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/contentexport/static/sitemap-index_%Y.xml"]

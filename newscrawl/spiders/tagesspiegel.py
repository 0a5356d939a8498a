"""Der Tagesspiegel, https://www.tagesspiegel.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DerTagesspiegelSpider(PublisherSpider):
    name = "tagesspiegel"
    publisher_name = "Der Tagesspiegel"
    domain = "tagesspiegel.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    news_sitemaps = ["/news.xml"]
    sitemaps = ["/contentexport/static/sitemap-index_%Y.xml"]

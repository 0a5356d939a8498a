"""Rest of World, https://restofworld.org/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class RestOfWorldSpider(PublisherSpider):
    name = "restofworld"
    publisher_name = "Rest of World"
    domain = "restofworld.org"
    home = "https://restofworld.org/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    feeds = ["/feed/latest/"]
    sitemaps = ["/sitemap.xml"]

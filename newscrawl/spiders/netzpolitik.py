"""netzpolitik.org, https://netzpolitik.org/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class NetzpolitikOrgSpider(PublisherSpider):
    name = "netzpolitik"
    publisher_name = "netzpolitik.org"
    domain = "netzpolitik.org"
    home = "https://netzpolitik.org/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["/feed/"]
    sitemaps = ["/sitemap.xml"]

"""AFP Faktencheck, https://faktencheck.afp.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class AFPFaktencheckSpider(PublisherSpider):
    name = "afpfaktencheck"
    publisher_name = "AFP Faktencheck"
    domain = "faktencheck.afp.com"
    home = "https://faktencheck.afp.com/"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sitemaps = ["/sitemap.xml"]

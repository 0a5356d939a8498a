"""Mexico News Daily, https://mexiconewsdaily.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MexicoNewsDailySpider(PublisherSpider):
    name = "mexiconewsdaily"
    publisher_name = "Mexico News Daily"
    domain = "mexiconewsdaily.com"
    home = "https://mexiconewsdaily.com/"
    country = "MX"
    language = "en"
    timezone = "America/Mexico_City"
    sitemaps = ["/sitemap_index.xml"]

"""Voice of America, https://www.voanews.com/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class VoiceOfAmericaSpider(PublisherSpider):
    name = "voanews"
    publisher_name = "Voice of America"
    domain = "voanews.com"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    sitemaps = ["/sitemap.xml"]

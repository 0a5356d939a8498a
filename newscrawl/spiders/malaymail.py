"""Malay Mail, https://www.malaymail.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class MalayMailSpider(PublisherSpider):
    name = "malaymail"
    publisher_name = "Malay Mail"
    domain = "malaymail.com"
    country = "MY"
    language = "en"
    timezone = "Asia/Kuala_Lumpur"
    feeds = ["/feed/rss/"]
    sitemaps = ["/sitemap.xml"]

"""The Namibian, https://www.namibian.com.na/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheNamibianSpider(PublisherSpider):
    name = "namibian"
    publisher_name = "The Namibian"
    domain = "namibian.com.na"
    country = "NA"
    timezone = "Africa/Windhoek"
    feeds = ["/feed/"]
    sitemaps = ["https://namibian.com.na/sitemap_index.xml"]

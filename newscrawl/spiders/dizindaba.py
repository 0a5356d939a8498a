"""Dizindaba, https://dizindaba.co.za/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class DizindabaSpider(YoastSpider):
    name = "dizindaba"
    publisher_name = "Dizindaba"
    domain = "dizindaba.co.za"
    home = "https://dizindaba.co.za/"
    country = "ZA"
    language = "xh"
    timezone = "Africa/Johannesburg"

"""The Province, https://theprovince.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import PostmediaSpider


class TheProvinceSpider(PostmediaSpider):
    name = "theprovince"
    publisher_name = "The Province"
    domain = "theprovince.com"
    home = "https://theprovince.com/"
    timezone = "America/Vancouver"

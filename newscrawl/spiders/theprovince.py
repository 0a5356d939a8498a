"""The Province, https://theprovince.com/"""

from __future__ import annotations

from newscrawl.platforms import PostmediaSpider


class TheProvinceSpider(PostmediaSpider):
    name = "theprovince"
    publisher_name = "The Province"
    domain = "theprovince.com"
    home = "https://theprovince.com/"
    timezone = "America/Vancouver"
    sections = {
        "local": "/category/news/local-news/",
        "canada": "/category/news/canada/",
        "world": "/category/news/world/",
        "business": "/category/business/",
        "sport": "/category/sports/",
        "culture": "/category/entertainment/",
        "lifestyle": "/category/life/",
        "opinion": "/category/opinion/",
    }

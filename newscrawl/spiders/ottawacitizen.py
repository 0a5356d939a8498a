"""Ottawa Citizen, https://ottawacitizen.com/"""

from __future__ import annotations

from newscrawl.platforms import PostmediaSpider


class OttawaCitizenSpider(PostmediaSpider):
    name = "ottawacitizen"
    publisher_name = "Ottawa Citizen"
    domain = "ottawacitizen.com"
    home = "https://ottawacitizen.com/"
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
    feeds = []

"""The Citizen, https://www.citizen.co.za/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class TheCitizenSpider(YoastSpider):
    name = "citizen"
    publisher_name = "The Citizen"
    domain = "citizen.co.za"
    country = "ZA"
    language = "en"
    timezone = "Africa/Johannesburg"
    sections = {
        "south-africa": "/news/south-africa/",
        "world": "/news/news-world/",
        "politics": "/news/south-africa/politics/",
        "business": "/business/",
        "sport": "/sport/",
        "lifestyle": "/lifestyle/",
        "opinion": "/news/opinion/",
        "africa": "/news/news-world/news-africa/",
        "culture": "/lifestyle/entertainment/",
        "health": "/lifestyle/health/",
        "education": "/news/south-africa/education/",
    }

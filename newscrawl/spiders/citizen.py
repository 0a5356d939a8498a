"""The Citizen, https://www.citizen.co.za/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheCitizenSpider(PublisherSpider):
    name = "citizen"
    publisher_name = "The Citizen"
    domain = "citizen.co.za"
    country = "ZA"
    language = "en"
    timezone = "Africa/Johannesburg"
    sitemaps = ["/sitemap_index.xml"]

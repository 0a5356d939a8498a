"""Ottawa Citizen, https://ottawacitizen.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import PostmediaSpider


class OttawaCitizenSpider(PostmediaSpider):
    name = "ottawacitizen"
    publisher_name = "Ottawa Citizen"
    domain = "ottawacitizen.com"
    home = "https://ottawacitizen.com/"
    feeds = []

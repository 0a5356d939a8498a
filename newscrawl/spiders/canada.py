"""Canada.com, https://o.canada.com/"""

from __future__ import annotations

from newscrawl.crawl.platforms import PostmediaSpider


class CanadaComSpider(PostmediaSpider):
    name = "canada"
    publisher_name = "Canada.com"
    domain = "canada.com"
    home = "https://o.canada.com/"
    sections = {}

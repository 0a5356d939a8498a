"""The Globe and Mail, https://www.theglobeandmail.com/"""

from __future__ import annotations

from newscrawl.platforms import ArcSpider


class TheGlobeAndMailSpider(ArcSpider):
    name = "theglobeandmail"
    publisher_name = "The Globe and Mail"
    domain = "theglobeandmail.com"
    country = "CA"
    language = "en"
    timezone = "America/Toronto"
    feeds = ["/arc/outboundfeeds/rss/category/world/"]

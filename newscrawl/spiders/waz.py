"""WAZ, https://www.waz.de/"""

from __future__ import annotations

from newscrawl.platforms import FunkeSpider


class WAZSpider(FunkeSpider):
    name = "waz"
    publisher_name = "WAZ"
    domain = "waz.de"
    feeds = []

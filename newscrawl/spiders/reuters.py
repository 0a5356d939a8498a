"""Reuters, https://www.reuters.com/"""

from __future__ import annotations

from newscrawl.platforms import ArcSpider


class ReutersSpider(ArcSpider):
    name = "reuters"
    publisher_name = "Reuters"
    domain = "reuters.com"
    country = "US"
    language = "en"
    timezone = "UTC"

"""Mexico News Daily, https://mexiconewsdaily.com/"""

from __future__ import annotations

from newscrawl.platforms import YoastSpider


class MexicoNewsDailySpider(YoastSpider):
    name = "mexiconewsdaily"
    publisher_name = "Mexico News Daily"
    domain = "mexiconewsdaily.com"
    home = "https://mexiconewsdaily.com/"
    country = "MX"
    language = "en"
    timezone = "America/Mexico_City"

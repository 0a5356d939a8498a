"""Daily News (Tanzania), https://dailynews.co.tz/"""

from __future__ import annotations

from newscrawl.crawl.platforms import YoastSpider


class DailyNewsTanzaniaSpider(YoastSpider):
    name = "dailynews"
    publisher_name = "Daily News (Tanzania)"
    domain = "dailynews.co.tz"
    home = "https://dailynews.co.tz/"
    country = "TZ"
    language = "en"
    timezone = "Africa/Dar_es_Salaam"

"""Daily News (Tanzania), https://dailynews.co.tz/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DailyNewsTanzaniaSpider(PublisherSpider):
    name = "dailynews"
    publisher_name = "Daily News (Tanzania)"
    domain = "dailynews.co.tz"
    home = "https://dailynews.co.tz/"
    country = "TZ"
    language = "en"
    timezone = "Africa/Dar_es_Salaam"
    sitemaps = ["/sitemap_index.xml"]

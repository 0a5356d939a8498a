"""Daily Maverick, https://www.dailymaverick.co.za/"""

from __future__ import annotations

from newscrawl.platforms import YoastSpider


class DailyMaverickSpider(YoastSpider):
    name = "dailymaverick"
    publisher_name = "Daily Maverick"
    domain = "dailymaverick.co.za"
    country = "ZA"
    language = "en"
    timezone = "Africa/Johannesburg"
    news_sitemaps = ["/news-sitemap.xml"]

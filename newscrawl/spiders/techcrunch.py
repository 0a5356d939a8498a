"""TechCrunch, https://techcrunch.com/"""

from __future__ import annotations

from newscrawl.platforms import YoastSpider


class TechCrunchSpider(YoastSpider):
    name = "techcrunch"
    publisher_name = "TechCrunch"
    domain = "techcrunch.com"
    home = "https://techcrunch.com/"
    country = "US"
    language = "en"
    timezone = "America/Los_Angeles"
    news_sitemaps = ["/news-sitemap.xml"]

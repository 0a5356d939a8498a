"""AP News, https://apnews.com/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class APNewsSpider(PublisherSpider):
    name = "apnews"
    publisher_name = "AP News"
    domain = "apnews.com"
    home = "https://apnews.com/"
    country = "US"
    language = "en"
    timezone = "America/New_York"
    news_sitemaps = ["/news-sitemap-content.xml"]
    sitemaps = ["/sitemap.xml"]

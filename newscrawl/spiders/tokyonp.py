"""Tokyo Shimbun, https://www.tokyo-np.co.jp/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TokyoShimbunSpider(PublisherSpider):
    name = "tokyonp"
    publisher_name = "Tokyo Shimbun"
    domain = "tokyo-np.co.jp"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    sections = {
        "world": "/n/world",
        "politics": "/n/politics",
        "japan": "/n/national",
        "business": "/n/economics",
        "sport": "/n/sports",
    }
    news_sitemaps = ["/sitemap.xml"]

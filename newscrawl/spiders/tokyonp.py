"""Tokyo Shimbun, https://www.tokyo-np.co.jp/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TokyoShimbunSpider(PublisherSpider):
    name = "tokyonp"
    publisher_name = "Tokyo Shimbun"
    domain = "tokyo-np.co.jp"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    news_sitemaps = ["/sitemap.xml"]

"""kicker, https://www.kicker.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class KickerSpider(PublisherSpider):
    name = "kicker"
    publisher_name = "kicker"
    domain = "kicker.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = ["https://newsfeed.kicker.de/news/aktuell"]
    news_sitemaps = ["https://newsfeed.kicker.de/googlesitemapnews.xml"]
    sitemaps = ["https://leserservice.kicker.de/sitemap_0.xml"]

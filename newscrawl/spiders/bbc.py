"""BBC News, https://www.bbc.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class BBCNewsSpider(PublisherSpider):
    name = "bbc"
    publisher_name = "BBC News"
    domain = "bbc.co.uk"
    domains = ["bbc.com"]
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["https://feeds.bbci.co.uk/news/rss.xml", "https://feeds.bbci.co.uk/news/world/rss.xml"]
    news_sitemaps = ["/sitemaps/https-index-uk-news.xml", "https://www.bbc.com/sitemaps/https-index-com-news.xml"]
    sitemaps = ["/sitemaps/https-index-com-archive.xml"]

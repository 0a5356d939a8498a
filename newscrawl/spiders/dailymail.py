"""Daily Mail, https://www.dailymail.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class DailyMailSpider(PublisherSpider):
    name = "dailymail"
    publisher_name = "Daily Mail"
    domain = "dailymail.co.uk"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    feeds = ["/home/index.rss"]
    news_sitemaps = ["/google-news-sitemap.xml"]
    sitemaps = ["/sitemap-articles-year~%Y.xml"]

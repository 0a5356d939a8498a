"""Nieuwsblad, https://www.nieuwsblad.be/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class NieuwsbladSpider(PublisherSpider):
    name = "nieuwsblad"
    publisher_name = "Nieuwsblad"
    domain = "nieuwsblad.be"
    country = "BE"
    language = "nl"
    timezone = "Europe/Brussels"
    feeds = ["/rss/"]
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap.xml"]

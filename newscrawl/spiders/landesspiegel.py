"""Landesspiegel, https://landesspiegel.li/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class LandesspiegelSpider(PublisherSpider):
    name = "landesspiegel"
    publisher_name = "Landesspiegel"
    domain = "landesspiegel.li"
    home = "https://landesspiegel.li/"
    country = "LI"
    language = "de"
    timezone = "Europe/Vaduz"
    news_sitemaps = ["/sitemap-news.xml"]
    sitemaps = ["/sitemap-posttype-post.xml"]

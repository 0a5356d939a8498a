"""The i Paper, https://inews.co.uk/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TheIPaperSpider(PublisherSpider):
    name = "inews"
    publisher_name = "The i Paper"
    domain = "inews.co.uk"
    home = "https://inews.co.uk/"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sitemaps = ["/sitemap.xml"]

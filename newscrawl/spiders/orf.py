"""ORF, https://orf.at/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class ORFSpider(PublisherSpider):
    name = "orf"
    publisher_name = "ORF"
    domain = "orf.at"
    home = "https://orf.at/"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    feeds = ["https://rss.orf.at/news.xml"]

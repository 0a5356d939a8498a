"""ORF, https://orf.at/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class ORFSpider(PublisherSpider):
    name = "orf"
    publisher_name = "ORF"
    domain = "orf.at"
    home = "https://orf.at/"
    country = "AT"
    language = "de"
    timezone = "Europe/Vienna"
    sections = {
        "science": "https://science.orf.at/",
        "sport": "https://sport.orf.at/",
        "culture": "https://topos.orf.at/",
        "local": "https://wien.orf.at/",
    }
    section_feeds = {
        "science": "https://rss.orf.at/science.xml",
        "sport": "https://rss.orf.at/sport.xml",
        "local": "https://rss.orf.at/wien.xml",
    }
    feeds = ["https://rss.orf.at/news.xml"]

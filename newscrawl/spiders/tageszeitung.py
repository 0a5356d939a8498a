"""Die Neue Südtiroler Tageszeitung, https://www.tageszeitung.it/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class DieNeueSudtirolerTageszeitungSpider(PublisherSpider):
    name = "tageszeitung"
    publisher_name = "Die Neue Südtiroler Tageszeitung"
    domain = "tageszeitung.it"
    country = "IT"
    language = "de"
    timezone = "Europe/Rome"
    sitemaps = ["/sitemap.xml"]

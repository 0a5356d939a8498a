"""Mainichi Shimbun, https://mainichi.jp/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class MainichiShimbunSpider(PublisherSpider):
    name = "mainichi"
    publisher_name = "Mainichi Shimbun"
    domain = "mainichi.jp"
    home = "https://mainichi.jp/"
    country = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    sections = {
        "japan": "/shakai/",
        "world": "/world/",
        "politics": "/seiji/",
        "business": "/biz/",
        "science": "/science/",
        "sport": "/sports/",
        "culture": "/culture/",
        "lifestyle": "/life/",
        "opinion": "/opinion/",
    }
    feeds = ["/rss/etc/mainichi-flash.rss"]

"""t-online, https://www.t-online.de/"""

from __future__ import annotations

from newscrawl.crawl.publisher import PublisherSpider


class TOnlineSpider(PublisherSpider):
    name = "tonline"
    publisher_name = "t-online"
    domain = "t-online.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    sections = {
        "germany": "/nachrichten/deutschland/",
        "world": "/nachrichten/ausland/",
        "business": "/finanzen/",
        "technology": "/digital/",
        "health": "/gesundheit/",
        "climate": "/klima/",
        "sport": "/sport/",
        "culture": "/unterhaltung/",
        "lifestyle": "/leben/",
        "travel": "/leben/reisen/",
        "local": "/region/",
    }
    section_feeds = {
        "business": "/finanzen/feed.rss",
        "technology": "/digital/feed.rss",
        "health": "/gesundheit/feed.rss",
        "climate": "/klima/feed.rss",
        "sport": "/sport/feed.rss",
        "culture": "/unterhaltung/feed.rss",
        "lifestyle": "/leben/feed.rss",
    }
    feeds = [
        "/nachrichten/feed.rss",
        "/nachrichten/ukraine/feed.rss",
        "/themen/corona/feed.rss",
        "/nachrichten/panorama/feed.rss",
        "/sport/fussball/feed.rss",
        "/mobilitaet/feed.rss",
        "/heim-garten/feed.rss",
    ]

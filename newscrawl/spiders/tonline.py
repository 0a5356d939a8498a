"""t-online, https://www.t-online.de/"""

from __future__ import annotations

from newscrawl.publisher import PublisherSpider


class TOnlineSpider(PublisherSpider):
    name = "tonline"
    publisher_name = "t-online"
    domain = "t-online.de"
    country = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    feeds = [
        "/nachrichten/feed.rss",
        "/nachrichten/ukraine/feed.rss",
        "/themen/corona/feed.rss",
        "/nachrichten/panorama/feed.rss",
        "/sport/feed.rss",
        "/sport/fussball/feed.rss",
        "/unterhaltung/feed.rss",
        "/digital/feed.rss",
        "/finanzen/feed.rss",
        "/mobilitaet/feed.rss",
        "/gesundheit/feed.rss",
        "/leben/feed.rss",
        "/heim-garten/feed.rss",
        "/klima/feed.rss",
    ]

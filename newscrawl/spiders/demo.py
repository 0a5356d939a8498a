"""Crawls the bundled newspaper and the aggregator that previews it, without any network."""

from __future__ import annotations

from urllib.parse import urlsplit

from newscrawl import Profile
from newscrawl.crawl.publisher import PublisherSpider

PREVIEWS = Profile(
    id="preview.example",
    name="Example Previews",
    domain="preview.example",
    country="GB",
    timezone="Europe/London",
)


class DemoSpider(PublisherSpider):
    name = "demo"
    publisher_name = "The Daily Example"
    domain = "daily.example"
    home = "http://daily.example/"
    country = "GB"
    language = "en"
    timezone = "Europe/London"
    sections = {
        "world": "/world",
        "business": "/business",
        "sport": "/sport",
        "culture": "/culture",
        "science": "/science",
        "previews": "http://preview.example/",
    }
    feeds = ["/feed.xml"]
    news_sitemaps = ["/news-sitemap.xml"]
    section_pages = 9  # all pages: the demo is small
    needs_contact = False
    custom_settings = {
        "DOWNLOAD_DELAY": 0.02,
        "AUTOTHROTTLE_ENABLED": False,
        # The sites have fixed names, so that ids never change. No request leaves this machine.
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("http", "https"), "newscrawl.demo.handler.DemoDownloadHandler"),
            **dict.fromkeys(("data", "file", "ftp", "s3")),
        },
    }

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.scope = None
        self.own_domains.append(PREVIEWS.domain)

    def profile_of(self, url: str) -> Profile:
        return PREVIEWS if urlsplit(url).hostname == PREVIEWS.domain else self.profile()

    def note(self) -> str:
        return "The demo remembers nothing between runs: each run delivers every article."

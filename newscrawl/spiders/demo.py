"""Crawls the bundled newspaper and the aggregator that previews it, without any network."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

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
    }

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.scope = None
        self.own_domains.append(PREVIEWS.domain)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # The two sites have fixed names, so that ids never change. The middleware sends their
        # requests to the server on loopback. It is not in custom_settings, because that would
        # replace the project's middlewares.
        middlewares = {
            **settings.getdict("DOWNLOADER_MIDDLEWARES"),
            "newscrawl.demo.middleware.DemoMiddleware": 50,
        }
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")

    def profile_of(self, url: str) -> Profile:
        return PREVIEWS if urlsplit(url).hostname == PREVIEWS.domain else self.profile()

    def note(self) -> str:
        return "The demo remembers nothing between runs: each run delivers every article."

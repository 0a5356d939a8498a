"""Any news site, by its address alone: finds its feeds, news sitemaps and sections by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urljoin

from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.sitemap import sitemap_urls_from_robots
from twisted.python.failure import Failure

from newscrawl.arguments import SiteArguments
from newscrawl.discovery import feeds, sections, sitemaps
from newscrawl.discovery.addresses import host, registrable, resolve
from newscrawl.discovery.entry import UnreadableError
from newscrawl.items import ViaKind
from newscrawl.profile import Profile
from newscrawl.publisher import PublisherSpider, profile_at, profiles

# Where feeds and news sitemaps lie on most sites that have them, the commonest first.
FEEDS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json")
NEWS_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemaps/news.xml", "/googlenews.xml")
MAX_FEEDS = 5
MAX_SITEMAPS = 5


class SiteSpider(PublisherSpider):
    name = "site"
    takes: ClassVar[type[SiteArguments]] = SiteArguments
    follow_previews = True

    arguments: SiteArguments

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.home = self.arguments.url
        self.own_domains = [registrable(host(self.home))]
        self.scope = self.own_domains[0]
        self._profile: Profile | None = None

    def profile_of(self, url: str) -> Profile:
        """The publisher's own profile where the project has one, else what the address says."""
        if self._profile is None:
            domain = self.own_domains[0]
            known = profile_at(url, profiles(self.settings))
            self._profile = known or Profile(id=domain, name=domain, domain=domain)
        return self._profile

    def sources(self) -> Iterator[Request]:
        yield self.front_request(self.home)

    def parse_front(self, response: Response) -> Iterator[Request]:
        # A site that has moved is the site that is meant.
        self.own_domains = [registrable(host(response.url))]
        self.home = response.url
        yield from super().parse_front(response)
        if self.arguments.only or not isinstance(response, HtmlResponse):
            return
        linked = sections.feed_links(response.selector.root, response.url)[:MAX_FEEDS]
        self.logger.info("Feeds that %s names: %s", response.url, ", ".join(linked) or "none")
        for url in linked:
            yield self._add(self.feed_request(url))
        if not linked:
            yield from self._probe("feed", FEEDS)
        robots = response.urljoin("/robots.txt")
        yield Request(robots, self.parse_robots, errback=self.no_robots, dont_filter=True, priority=1)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """The sitemaps that robots.txt names: those of news where their names say so, else all."""
        named = [
            url for u in sitemap_urls_from_robots(response.body, response.url) if (url := resolve(u, response.url))
        ]
        news = [url for url in named if "news" in url.lower().partition("://")[2].partition("/")[2]]
        self.logger.info("Sitemaps in %s: %s, of news: %s", response.url, len(named), ", ".join(news) or "none")
        for url in news[:MAX_SITEMAPS]:
            yield self._add(self.sitemap_request(url, "news_sitemap"))
        if not news:
            yield from self._probe("news_sitemap", NEWS_SITEMAPS)
            for url in named[:MAX_SITEMAPS]:
                yield self._add(self.sitemap_request(url, "sitemap"))

    def no_robots(self, failure: Failure) -> Iterator[Request]:
        yield from self._probe("news_sitemap", NEWS_SITEMAPS)

    def _probe(self, kind: ViaKind, paths: tuple[str, ...]) -> Iterator[Request]:
        """Ask for the first of `paths`; each that is not there leads to the next."""
        if not paths:
            self.logger.info("No %s at the usual addresses", kind.replace("_", " "))
            return
        url = urljoin(self.home, paths[0])
        kwargs = {"kind": kind, "paths": paths}
        yield Request(url, self.parse_probe, errback=self.probe_failed, cb_kwargs=kwargs, priority=1)

    def parse_probe(self, response: Response, kind: ViaKind, paths: tuple[str, ...]) -> Iterator[Request]:
        try:
            if kind == "feed":
                feeds.read(response.body, response.url)
            else:
                sitemaps.read(response.body, response.url)
        except UnreadableError:
            yield from self._probe(kind, paths[1:])
            return
        self.logger.info("A %s at %s", kind.replace("_", " "), response.url)
        request = self._add(
            self.feed_request(response.url) if kind == "feed" else self.sitemap_request(response.url, kind)
        )
        assert request.callback
        yield from request.callback(response, **request.cb_kwargs)

    def probe_failed(self, failure: Failure) -> Iterator[Request]:
        request = failure.request  # type: ignore[attr-defined]
        yield from self._probe(request.cb_kwargs["kind"], request.cb_kwargs["paths"][1:])

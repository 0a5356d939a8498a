"""SourceSpider: where a crawl looks for articles. Sections, feeds and sitemaps -> requests for
articles.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from newscrawl.crawl.base import BaseSpider
from newscrawl.crawl.section_watch import Older, Sections, choose
from newscrawl.discovery import address_list, feeds, link_features, links, section_names, sitemaps
from newscrawl.discovery.entry import Entry, UnreadableError, latest
from newscrawl.discovery.sections import MAX_SECTIONS, SectionPage, section_page
from newscrawl.extraction.addresses import key, within
from newscrawl.items import Via, ViaKind
from newscrawl.job.arguments import ArgumentError, PublisherArguments
from newscrawl.job.logfilter import without_userinfo
from newscrawl.job.status import UNKNOWN_SECTION
from newscrawl.middlewares.httpcache import SOURCE
from newscrawl.middlewares.seen import ONLY_IF_NEW

MAX_WAITING = 1_000
"""Requests for the articles of a list that wait at once: memory stays flat however long the list.
"""


class SourceSpider(BaseSpider):
    """The sources of one publisher, as attributes of its file.

    The crawl reads `feeds` and `news_sitemaps`; `sitemaps` if there are neither of these two, or
    with `-a since=`; `sections` and `section_feeds` (all, or those of `-a only=`), or the front
    page and the sections of its navigation if the file names none.
    """

    domain: str = ""  # that of its articles
    domains: list[str] = []  # others that serve, or served, the same articles
    home: str = ""  # its front page; https://www.DOMAIN/ where not set
    country: str | None = None  # ISO 3166 alpha-2, upper case
    language: str | None = None  # BCP 47
    timezone: str | None = None  # IANA
    sections: dict[str, str] = {}  # name, of discovery/section_names -> path or address
    section_feeds: dict[str, str] = {}  # name -> path or address of the section's own feed
    section_pages: int = 1  # pages of each section, where -a pages= does not say
    older_pages: str = (
        ""  # where a section's further pages are if no link leads there: section_watch.Older
    )
    feeds: list[str] = []
    news_sitemaps: list[str] = []
    sitemaps: list[str] = []  # %Y, %y and %m in one stand for year and month

    arguments: PublisherArguments

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.home = without_userinfo(self.home or f"https://www.{self.domain}/")
        # Not allowed_domains: Scrapy's OffsiteMiddleware would filter the robots.txt of every
        # other host that feeds or previews lead to, and RobotsTxtMiddleware then takes everything
        # there for allowed.
        self.own_domains = [self.domain, *self.domains]
        self.foreign: list[str] = []  # domains below these that are other publishers'
        self.zone = ZoneInfo(self.timezone or "UTC")
        self.since = self.arguments.since and latest(self.arguments.since, self.zone)
        self._undated_left = 0  # entries without a date that this crawl still takes from sitemaps
        self._sources_left = 0
        self._sources_read = 0
        self._later: deque[Request] = deque()
        self._others: list[str] = []  # the addresses of the sections that `-a only=` leaves out
        self._addresses: dict[str, str] = {}  # the names of sections -> their addresses
        if self.arguments.only and (known := {**self.section_feeds, **self.sections}):
            chosen = choose(known, self.arguments.only, self.name, self.language, self.country)
            self._others = [
                urljoin(self.home, url) for name, url in known.items() if name not in chosen
            ]
            self.sections = {name: url for name, url in self.sections.items() if name in chosen}
            self.section_feeds = {
                name: url for name, url in self.section_feeds.items() if name in chosen
            }
        self.watch = Sections([*self.sections], total=len(type(self).sections))

    @abstractmethod
    def article_requests(
        self, entries: Iterable[Entry], via: Via, section: str | None = None
    ) -> Iterator[Request]:
        """Requests for the articles that a source lists."""

    def is_own(self, url: str) -> bool:
        """Whether an address is on this publisher's domains, and on none below them that is
        another's.
        """
        return within(url, self.own_domains) and not within(url, self.foreign)

    def key(self, url: str) -> str:
        """What the addresses of one article share, on whichever of the publisher's domains."""
        return key(url, self.domain, self.domains)

    # Where articles are looked for

    async def start(self) -> AsyncIterator[Request]:
        if self.arguments.urls:
            async for request in self._listed_requests(self.arguments.urls):
                yield request
            return
        requests = list(self.sources())
        self._sources_left += len(requests)
        for request in requests:
            yield request

    async def _listed_requests(self, path: Path) -> AsyncIterator[Request]:
        """Requests for the articles of a list. Some of them wait, so that each site has its turn."""
        self._addresses = {name: self._at(url) for name, url in self.sections.items()}
        assert self.crawler.engine
        for number, line in enumerate(address_list.lines_of(path), 1):
            if line.url is None:
                self.count("skipped/bad_address")
                self.logger.warning(
                    "Line %d of %s is not an address: %s", line.number, path, line.text[:200]
                )
                continue
            for request in self.article_requests([Entry(line.url)], Via("seed", None)):
                yield request
            if number % MAX_WAITING == 0 and self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)

    def sources(self) -> Iterator[Request]:
        """The requests that a crawl begins with. Feeds and sitemaps come first: they say more of
        an article than a link.
        """
        if not self.arguments.only:
            for url in self.feeds:
                yield self.feed_request(self._at(url))
            for url in self.news_sitemaps:
                yield self.sitemap_request(self._at(url), "news_sitemap")
            if self.arguments.since or not (self.feeds or self.news_sitemaps):
                since, now = self._horizon().astimezone(self.zone), datetime.now(self.zone)
                for url in self.sitemaps:
                    yield from self.sitemap_requests(
                        sitemaps.dated(self._at(url), since, now), "sitemap"
                    )
        for name, address in self.section_feeds.items():
            yield self.feed_request(self._at(address), name)
        for name, address in self.sections.items():
            yield self.section_request(self._at(address), name)
        if not (self.sections or self.section_feeds):
            yield self.front_request(self.home)

    def _at(self, address: str) -> str:
        """The absolute address that a publisher's file means."""
        return without_userinfo(urljoin(self.home, address))

    def front_request(self, url: str) -> Request:
        return self._source(url, self.parse_front)

    def section_request(self, url: str, name: str, page: int = 1, first: str = "") -> Request:
        """A request for a page of a section. `first` is the address of the section's first page."""
        if page == 1:
            self._addresses[name] = url
        request = self._source(
            url,
            self.parse_section,
            via=Via("section", url),
            name=name,
            page=page,
            first=first or url,
        )
        return request.replace(errback=self.section_failed)

    def feed_request(self, url: str, section: str | None = None) -> Request:
        return self._source(url, self.parse_feed, 2, via=Via("feed", url), section=section)

    def sitemap_request(self, url: str, kind: ViaKind) -> Request:
        return self._source(url, self.parse_sitemap, 2, via=Via(kind, url))

    def sitemap_requests(self, urls: Sequence[str], kind: ViaKind) -> Iterator[Request]:
        """Requests for the parts of one sitemap, the newest first, as many as are allowed.

        All but the first wait until nothing else is left to ask for: the articles of each may be
        50,000.
        """
        most = self.settings.getint("NEWSCRAWL_SITEMAP_FILES")
        self.count("skipped/too_many_sitemaps", max(0, len(urls) - most))
        requests = [self.sitemap_request(url, kind) for url in urls[:most]]
        at_once = len(requests) if kind == "news_sitemap" else 1
        yield from requests[:at_once]
        self._later.extend(map(self._add, requests[at_once:]))

    def spider_idle(self) -> None:
        if self._later:
            assert self.crawler.engine
            self.crawler.engine.crawl(self._later.popleft())
            raise DontCloseSpider

    def _source(self, url: str, callback: Any, priority: int = 1, **kwargs: Any) -> Request:
        # Lists come before articles.
        return Request(
            url,
            callback,
            errback=self.source_failed,
            cb_kwargs=kwargs,
            priority=priority,
            meta={SOURCE: True},
        )

    # Sources

    def parse_front(self, response: Response) -> Iterator[Request]:
        """The front page: its articles, and the sections that its navigation names."""
        page = self._read_section(response)
        if page is None:
            return
        if not page.articles and not page.sections:
            # Made by scripts, or a page that asks whether a person is there.
            self._source_unread(response.url, "no articles")
            return
        self._source_read()
        found = self._named(page.sections, response)
        if self.arguments.only:
            try:
                chosen = choose(
                    found, self.arguments.only, self.name, self._language(response), self.country
                )
                self._others = [url for name, url in found.items() if name not in chosen]
                found = chosen
            except ArgumentError as error:
                self.logger.error("%s", error)
                raise CloseSpider(UNKNOWN_SECTION) from error
        else:
            yield from self.article_requests(page.articles, Via("section", response.url))
        # The vocabulary's come first: a navigation may list a hundred towns before the opinion
        # pages.
        first = sorted(found, key=lambda name: name not in section_names.names())[:MAX_SECTIONS]
        self.count("sections_found", len(first))
        self.logger.info(
            "Sections in the navigation of %s: %s", response.url, ", ".join(first) or "none"
        )
        for name in first:
            yield self._add(self.section_request(found[name], name))

    def parse_section(
        self, response: Response, via: Via, name: str, page: int, first: str
    ) -> Iterator[Request]:
        """A page of a section: its articles, and the next page while `pages` allows and something
        new was found.
        """
        found = self._read_section(response, feed=page > 1)
        if found is None:
            return
        if via.url != response.url and self.key(response.url) == self.key(self.home) != self.key(
            via.url or ""
        ):
            self.watch.navigation = self._named(found.sections, response)
            yield from self._section_gone(via.url or "", name, "leads to the front page")
            return
        if not found.articles and page == 1:
            yield from self._no_articles(via.url or "", name)
            return
        self._source_read()
        self.watch.read(name)
        self.count("sections/moved", page == 1 and name in self.watch.moved)
        requests = list(self.article_requests(found.articles, via, name))
        yield from requests
        if requests and page < (self.arguments.pages or self.section_pages):
            older = found.next_page or Older(self.older_pages).address(
                response.url if page == 1 else first, page + 1
            )
            if older:
                first = response.url if page == 1 else first
                following = self.section_request(older, name, page + 1, first)
                following.meta[ONLY_IF_NEW] = True
                yield self._add(following)

    def _read_section(self, response: Response, feed: bool = False) -> SectionPage | None:
        """The page of a section, or with `feed` the feed that lists its older articles; None if it
        is neither.
        """
        if isinstance(response, HtmlResponse) and self.is_own(response.url):
            page = section_page(response.selector.root, response.url, self.own_domains)
            page.sections = {name: url for name, url in page.sections.items() if self.is_own(url)}
            return page
        if feed:
            try:
                return SectionPage(
                    feeds.entries_of(response.body, response.url, _content_type(response))
                )
            except UnreadableError as error:
                self._source_unread(response.url, error.reason)
                return None
        self._source_unread(response.url, "not a page of this site")
        return None

    def _named(self, navigation: Mapping[str, str], response: Response) -> dict[str, str]:
        """The sections of a page's navigation under the vocabulary's names."""
        return section_names.named(navigation, self._language(response), self.country)

    def _language(self, response: Response) -> str | None:
        stated = response.selector.root.get("lang") if isinstance(response, HtmlResponse) else None
        return self.language or stated

    # Sections that the file names and the site no longer has

    def section_failed(self, failure: Failure) -> Iterator[Request]:
        """A section's page that could not be read. One that is gone may have moved; behind the
        last page is none.
        """
        request: Request = failure.request  # type: ignore[attr-defined]
        reason, name, page = (
            self.reason(failure),
            request.cb_kwargs["name"],
            request.cb_kwargs["page"],
        )
        if page > 1:
            self.count(f"sections/older_pages/{reason.replace(' ', '_')}")
            self._source_gone()
        elif reason in ("http 404", "http 410"):
            yield from self._section_gone(request.cb_kwargs["via"].url, name, reason)
        else:
            self._section_unread(name, request.cb_kwargs["via"].url, reason)

    def _section_unread(self, name: str, url: str, reason: str) -> None:
        """Count a section that could not be read, unless its feed was: the feed then counts as the
        section.
        """
        if self.watch.was_read(name):
            self.count("sections/from_feed")
            self.logger.info(
                "Section %s could not be read at %s (%s); its feed was", name, url, reason
            )
            self._source_gone()
        else:
            self.count("sections/lost", name in self.watch.gone)
            self._source_unread(url, reason)

    def _section_gone(self, url: str, name: str, reason: str) -> Iterator[Request]:
        """Look for a section of the publisher's file in the navigation; give up on any other."""
        if not self.watch.lose(name, url, reason):
            self.watch.moved.pop(name, None)
            self._section_unread(name, url, reason)
        elif self.watch.navigation is not None:
            yield from self._moved_sections()
        elif not self.watch.asked:
            self.watch.asked = True
            request = self._source(self.home, self.parse_navigation)
            yield request.replace(errback=self.navigation_failed, dont_filter=True)

    def parse_navigation(self, response: Response) -> Iterator[Request]:
        """The front page, asked for as sections are gone: where its navigation has them."""
        self.watch.navigation = {}
        if isinstance(response, HtmlResponse) and self.is_own(response.url):
            page = section_page(response.selector.root, response.url, self.own_domains)
            self.watch.navigation = self._named(page.sections, response)
        yield from self._moved_sections()

    def navigation_failed(self, failure: Failure) -> Iterator[Request]:
        self.watch.navigation = {}
        self.logger.warning(
            "Could not read the navigation of %s: %s", self.home, self.reason(failure)
        )
        yield from self._moved_sections()

    def _moved_sections(self) -> Iterator[Request]:
        """Requests for the lost sections that the navigation has at another address; the rest is
        given up.

        A section that the navigation has where the file has it is not gone: its page could not be
        read.
        """
        listed = {self.key(self._at(url)) for url in self.sections.values()}
        for name, url, reason in self.watch.waiting():
            found = self.watch.in_navigation(name, self.language, self.country)
            if found is not None and self.key(found) == self.key(url):
                self.watch.gone.pop(name)
                self._section_unread(name, url, reason)
            elif found is None or not self.is_own(found) or self.key(found) in listed:
                self._section_unread(name, url, reason)
            else:
                self.watch.moved[name] = found
                self.logger.warning(
                    "Section %s is not at %s (%s); the navigation has %s", name, url, reason, found
                )
                yield self.section_request(found, name)

    def parse_feed(
        self, response: Response, via: Via, section: str | None = None
    ) -> Iterator[Request]:
        try:
            entries = feeds.entries_of(response.body, response.url, _content_type(response))
        except UnreadableError as error:
            self._source_unread(via.url or "", error.reason)
            return
        self._source_read()
        if section:
            self.watch.read(section)
        yield from self.article_requests(entries, via, section)

    def parse_sitemap(self, response: Response, via: Via) -> Iterator[Request]:
        """A sitemap: its articles; of an index the sitemaps that may hold recent ones, the newest
        first.
        """
        try:
            sitemap = sitemaps.sitemap_of(response.body, response.url)
        except UnreadableError as error:
            self._source_unread(via.url or "", error.reason)
            return
        self._source_read()
        since = self._horizon()
        recent = sitemaps.recent(sitemap.sitemaps, since, self.zone)
        self.count("skipped/old_sitemap", len(sitemap.sitemaps) - len(recent))
        yield from map(self._add, self.sitemap_requests(recent, via.kind))
        if sitemap.news:
            yield from self.article_requests(sitemap.entries, Via("news_sitemap", via.url))
            return
        # A plain sitemap lists all that a site has: it serves for what is new and looks like an
        # article.
        dated, undated = [], []
        for entry in sitemap.entries:
            stated = [
                day
                for day in (entry.published, entry.modified, link_features.date_of(entry.url))
                if day
            ]
            if not stated:
                undated.append(entry)
            elif any(latest(day, self.zone) >= since for day in stated):
                dated.append(entry)
        self.count("skipped/old", len(sitemap.entries) - len(dated) - len(undated))
        most = len(undated) if via.kind == "news_sitemap" else self._undated_left
        some, passed_over = sitemaps.from_both_ends(undated, most, _looks_like_article)
        self._undated_left -= len(some)
        articles = [entry for entry in dated if _looks_like_article(entry)]
        self.count("skipped/too_many_undated", passed_over)
        self.count(
            "skipped/not_article",
            len(dated) - len(articles) + len(undated) - len(some) - passed_over,
        )
        yield from self.article_requests([*articles, *some], via)

    def _horizon(self) -> datetime:
        """How far back sitemaps are read."""
        return self.since or datetime.now(UTC) - timedelta(
            days=self.settings.getfloat("NEWSCRAWL_SITEMAP_DAYS")
        )

    def source_failed(self, failure: Failure) -> None:
        """A section, feed or sitemap that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        via: Via | None = request.cb_kwargs.get("via")
        self._source_unread((via and via.url) or request.url, self.reason(failure))

    def _add(self, request: Request) -> Request:
        self._sources_left += 1
        return request

    def _source_read(self) -> None:
        self._sources_left -= 1
        self._sources_read += 1
        self.count("sources_read")

    def _no_articles(self, url: str, name: str) -> Iterator[Request]:
        """A section that leads to no article: a failure if a file names it, to be expected of a
        navigation.
        """
        if name in self.sections:
            yield from self._section_gone(url, name, "no articles")
        else:
            self.count("sections_empty")
            self._source_read()

    def _source_unread(self, url: str, reason: str) -> None:
        self.count("sources_failed")
        self.count(f"sources_failed/{reason.replace(' ', '_')}")
        self.logger.warning("Nothing to be had from %s: %s", url, reason)
        self._source_gone()

    def _source_gone(self) -> None:
        """One place less where something may be found; the crawl ends where it was the last and
        all were in vain.
        """
        self._sources_left -= 1
        if self._sources_left <= 0 and not self._sources_read:
            raise CloseSpider("no_source")


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _looks_like_article(entry: Entry) -> bool:
    return links.is_article(entry.url)

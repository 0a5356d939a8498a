"""PublisherSpider: the one base of all publishers' spiders. What is known of a publisher are its class attributes."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DontCloseSpider,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import HtmlResponse, Request, Response
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl import arguments
from newscrawl.arguments import ArchiveArguments, ArgumentError, PublisherArguments, StartError
from newscrawl.discovery import feeds, links, pages, section_names, sitemaps
from newscrawl.discovery.addresses import host, key, registrable, resolve, within
from newscrawl.discovery.entry import Entry, UnreadableError, latest
from newscrawl.discovery.sections import MAX_SECTIONS, SectionPage
from newscrawl.discovery.sections import read as read_section
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction import canonical, extract, joined
from newscrawl.httpcache import SOURCE
from newscrawl.items import Article, Via, ViaKind
from newscrawl.logfilter import without_userinfo
from newscrawl.middlewares.seen import ARTICLE, MODIFIED, ONLY_IF_NEW, PUBLISHED
from newscrawl.profile import Profile
from newscrawl.section_watch import Older, Sections
from newscrawl.status import UNKNOWN_SECTION, output_failed
from newscrawl.text.stripping import stripped

if TYPE_CHECKING:
    from newscrawl.downloader import SiteDownloader

MAX_ENTRIES = 50_000
"""Articles that are taken from one list, each of which waits in memory: as many as sitemaps.org allows in a sitemap."""


EXPECTED = (
    IgnoreRequest,
    HttpError,
    NotSupported,
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    OSError,
)
"""What sites and networks fail with. Any other exception of a request is an error of a program."""
_NETWORK = ("twisted.", "scrapy.core.downloader.", "OpenSSL.", "h2.", "service_identity.")


class ContactError(StartError):
    """A real site is to be crawled and nobody is named whom it could write to."""


class BaseSpider(scrapy.Spider):
    """A spider whose arguments, of the kind `takes`, are parsed into `arguments` and never become attributes."""

    takes: ClassVar[type[PublisherArguments] | type[ArchiveArguments]] = PublisherArguments
    needs_contact: ClassVar[bool] = True

    def __init__(self, **given: Any) -> None:
        super().__init__()
        self._job: str | None = given.get("_job")  # Scrapyd's id of this run: `crawl_id` of its records
        self.arguments: Any = arguments.parse(self.takes, given, self.name)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if contact := (settings["NEWSCRAWL_CONTACT"] or "").strip():
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        cls.check_contact(crawler.settings)
        return spider

    @classmethod
    def check_contact(cls, settings: BaseSettings) -> None:
        """Raises ContactError if this spider asks real sites and the settings name nobody whom they could write to."""
        if cls.needs_contact and not (settings["NEWSCRAWL_CONTACT"] or "").strip():
            raise ContactError(
                f"{cls.name} crawls a real site, which must be able to write to you. Name an address:\n"
                f"  scrapy crawl {cls.name} -s NEWSCRAWL_CONTACT=you@example.org\n"
                f"  make crawl SPIDER={cls.name} CONTACT=you@example.org"
            )

    def count(self, event: str, number: int = 1) -> None:
        """Count under newscrawl/spider/."""
        assert self.crawler.stats
        if number:
            self.crawler.stats.inc_value(f"newscrawl/spider/{event}", number)

    def reason(self, failure: Failure) -> str:
        """Why a request gave no response, as `reason_of` says; an error of a program is logged and counted too."""
        reason = reason_of(failure)
        if not isinstance(failure.value, EXPECTED) and not type(failure.value).__module__.startswith(_NETWORK):
            assert self.crawler.stats
            self.crawler.stats.inc_value("newscrawl/errors/count")
            self.crawler.stats.inc_value(f"newscrawl/errors/{reason}")
            request: Request = failure.request  # type: ignore[attr-defined]
            self.logger.error("Error on the way of %s", request, exc_info=cast("Exception", failure.value))
        return reason


class PublisherSpider(BaseSpider):
    """One publisher: its sections, feeds and sitemaps -> article pages -> articles.

    A publisher's file sets attributes; a method is for what attributes can't say. The crawl reads `feeds` and
    `news_sitemaps`; `sitemaps` if there are neither of these two, or with `-a since=`; `sections` and `section_feeds`
    (all, or those of `-a only=`), or the front page and the sections of its navigation if the file names none.
    """

    publisher_name: str = ""
    domain: str = ""  # that of its articles
    domains: list[str] = []  # others that serve, or served, the same articles
    home: str = ""  # its front page; https://www.DOMAIN/ where not set
    country: str | None = None  # ISO 3166 alpha-2, upper case
    language: str | None = None  # BCP 47
    timezone: str | None = None  # IANA
    sections: dict[str, str] = {}  # name, of discovery/section_names -> path or address
    section_feeds: dict[str, str] = {}  # name -> path or address of the section's own feed
    older_pages: str = (
        ""  # where a section's further pages are if its pages don't link to them; see section_watch.Older
    )
    feeds: list[str] = []
    news_sitemaps: list[str] = []
    sitemaps: list[str] = []  # %Y, %y and %m in one stand for year and month
    follow_previews: bool = False  # whether to ask publishers for what its pages preview
    section_pages: int = 1  # pages of each section, where -a pages= does not say
    selectors: dict[str, str] = {}  # field -> CSS selector, where the general extraction falls short
    verified: str | None = None  # the day on which it was last seen to work on the live site

    arguments: PublisherArguments

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.home = without_userinfo(self.home or f"https://www.{self.domain}/")
        # Not allowed_domains: Scrapy's OffsiteMiddleware would filter the robots.txt of every other host that feeds or
        # previews lead to, and RobotsTxtMiddleware then takes everything there for allowed.
        self.own_domains = [self.domain, *self.domains]
        self.foreign: list[str] = []  # domains below these that are other publishers'
        self.zone = ZoneInfo(self.timezone or "UTC")
        self.since = self.arguments.since and latest(self.arguments.since, self.zone)
        self._known: set[str] = set()  # keys of the articles asked for
        self._listed: dict[str, list[str]] = {}  # the keys of articles -> the names of the sections that list them
        self._addresses: dict[str, str] = {}  # the names of sections -> their addresses
        # Of the articles delivered, what tells them apart, by their keys: one may stand under several addresses.
        self._delivered: dict[str, frozenset[int]] = {}
        self._previews = 0
        self._undated_left = 0  # entries without a date that this crawl still takes from sitemaps
        self._sources_left = 0
        self._sources_read = 0
        self._later: deque[Request] = deque()
        # The site whose lock and outputs the state holds; None: this spider keeps no state.
        self.scope: str | None = registrable(self.domain)
        self.state: CrawlState | None = None
        if self.arguments.only and (known := {**self.section_feeds, **self.sections}):
            chosen = choose(known, self.arguments.only, self.name, self.language, self.country)
            self.sections = {name: url for name, url in self.sections.items() if name in chosen}
            self.section_feeds = {name: url for name, url in self.section_feeds.items() if name in chosen}
        self.watch = Sections([*self.sections], total=len(type(self).sections))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if cls.domain:
            known = [domain for domain, profile in profiles(crawler.settings).items() if profile.id != cls.name]
            spider.foreign = [domain for domain in known if within(f"https://{domain}/", spider.own_domains)]
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        crawler.signals.connect(spider.spider_opened, signals.spider_opened)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        return spider

    def is_own(self, url: str) -> bool:
        """Whether an address is on this publisher's domains, and on none below them that is another's."""
        return within(url, self.own_domains) and not within(url, self.foreign)

    def spider_opened(self) -> None:
        self._undated_left = self.settings.getint("NEWSCRAWL_SITEMAP_UNDATED")
        self.state = self.crawler.get_extension(CrawlState)

    @classmethod
    def profile(cls) -> Profile:
        """What extraction and pipelines need to know of this publisher."""
        return Profile(
            id=cls.name,
            name=cls.publisher_name,
            domain=cls.domain,
            domains=tuple(cls.domains),
            country=cls.country,
            language=cls.language,
            timezone=cls.timezone,
            selectors=cls.selectors,
        )

    def profile_of(self, url: str) -> Profile:
        """Whose page stands at `url`: this publisher's, unless a spider that crawls several says otherwise."""
        return self.profile()

    def note(self) -> str:
        """Lines for the crawl's end: which sections are gone, and why the crawl delivered what it did."""
        return "\n".join([*self.watch.note(f"newscrawl/spiders/{self.name}.py"), self._note_of_state()])

    def _note_of_state(self) -> str:
        if self.state is None:
            return "Nothing is remembered (NEWSCRAWL_STATE is empty): each crawl delivers all that the publisher lists."
        assert self.crawler.stats
        if output_failed(self.crawler.stats.get_stats()):
            return (
                f"What was not marked as delivered comes again with the next crawl (state: {self.state.store.where})."
            )
        if self.arguments.again:
            return "With again=1 what was delivered before is delivered too."
        before = sum(
            self.crawler.stats.get_value(stat, 0)
            for stat in ("newscrawl/seen/skipped/delivered", "item_dropped_reasons_count/Unchanged")
        )
        if not before:
            return f"Later crawls deliver only what is new or edited (state: {self.state.store.where})."
        return (
            f"{before} articles were delivered by earlier crawls and are as they were (state: {self.state.store.where}); "
            "-a again=1 delivers them again."
        )

    # For Scrapy's own commands: parse, shell, fetch

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether the address is this publisher's, so that `scrapy parse URL` finds the spider."""
        return bool(cls.domain) and within(request.url, [cls.domain, *cls.domains])

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article | Request]:
        """What `scrapy parse` shows of any address: an article page's article, or requests for a list's articles."""
        if not isinstance(response, HtmlResponse):
            yield from self.parse_feed(response, Via("feed", response.url))
        elif links.is_article(response.url):
            yield from self.parse_article(response, Via("section", None), Entry(response.url))
        elif page := self._read_section(response):
            yield from self.article_requests(page.articles, Via("section", response.url))

    # Where articles are looked for

    async def start(self) -> AsyncIterator[Request]:
        requests = list(self.sources())
        self._sources_left += len(requests)
        for request in requests:
            yield request

    def sources(self) -> Iterator[Request]:
        """The requests that a crawl begins with. Feeds and sitemaps come first: they say more of an article than a link."""
        if not self.arguments.only:
            for url in self.feeds:
                yield self.feed_request(self._at(url))
            for url in self.news_sitemaps:
                yield self.sitemap_request(self._at(url), "news_sitemap")
            if self.arguments.since or not (self.feeds or self.news_sitemaps):
                since, now = self._horizon().astimezone(self.zone), datetime.now(self.zone)
                for url in self.sitemaps:
                    yield from self.sitemap_requests(sitemaps.dated(self._at(url), since, now), "sitemap")
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
            url, self.parse_section, via=Via("section", url), name=name, page=page, first=first or url
        )
        return request.replace(errback=self.section_failed)

    def feed_request(self, url: str, section: str | None = None) -> Request:
        return self._source(url, self.parse_feed, 2, via=Via("feed", url), section=section)

    def sitemap_request(self, url: str, kind: ViaKind) -> Request:
        return self._source(url, self.parse_sitemap, 2, via=Via(kind, url))

    def sitemap_requests(self, urls: Sequence[str], kind: ViaKind) -> Iterator[Request]:
        """Requests for the parts of one sitemap, the newest first, as many as are allowed.

        All but the first wait until nothing else is left to ask for: the articles of each may be 50,000.
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
            url, callback, errback=self.source_failed, cb_kwargs=kwargs, priority=priority, meta={SOURCE: True}
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
                found = choose(found, self.arguments.only, self.name, self._language(response), self.country)
            except ArgumentError as error:
                self.logger.error("%s", error)
                raise CloseSpider(UNKNOWN_SECTION) from error
        else:
            yield from self.article_requests(page.articles, Via("section", response.url))
        # The vocabulary's come first: a navigation may list a hundred towns before the opinion pages.
        first = sorted(found, key=lambda name: name not in section_names.names())[:MAX_SECTIONS]
        self.count("sections_found", len(first))
        self.logger.info("Sections in the navigation of %s: %s", response.url, ", ".join(first) or "none")
        for name in first:
            yield self._add(self.section_request(found[name], name))

    def parse_section(self, response: Response, via: Via, name: str, page: int, first: str) -> Iterator[Request]:
        """A page of a section: its articles, and the next page while `pages` allows and something new was found."""
        found = self._read_section(response, feed=page > 1)
        if found is None:
            return
        if via.url != response.url and self.key(response.url) == self.key(self.home) != self.key(via.url or ""):
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
            older = found.next_page or Older(self.older_pages).address(response.url if page == 1 else first, page + 1)
            if older:
                first = response.url if page == 1 else first
                following = self.section_request(older, name, page + 1, first)
                following.meta[ONLY_IF_NEW] = True
                yield self._add(following)

    def _read_section(self, response: Response, feed: bool = False) -> SectionPage | None:
        """The page of a section, or with `feed` the feed that lists its older articles; None if it is neither."""
        if isinstance(response, HtmlResponse) and self.is_own(response.url):
            page = read_section(response.selector.root, response.url, self.own_domains)
            page.sections = {name: url for name, url in page.sections.items() if self.is_own(url)}
            return page
        if feed:
            try:
                return SectionPage(feeds.read(response.body, response.url, _content_type(response)))
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
        """A section's page that could not be read. One that is gone may have moved; behind the last page is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason, name, page = self.reason(failure), request.cb_kwargs["name"], request.cb_kwargs["page"]
        if page > 1:
            self.count(f"sections/older_pages/{reason.replace(' ', '_')}")
            self._source_gone()
        elif reason in ("http 404", "http 410"):
            yield from self._section_gone(request.cb_kwargs["via"].url, name, reason)
        else:
            self._section_unread(name, request.cb_kwargs["via"].url, reason)

    def _section_unread(self, name: str, url: str, reason: str) -> None:
        """Count a section that could not be read, unless its feed was: the feed then counts as the section."""
        if self.watch.was_read(name):
            self.count("sections/from_feed")
            self.logger.info("Section %s could not be read at %s (%s); its feed was", name, url, reason)
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
            page = read_section(response.selector.root, response.url, self.own_domains)
            self.watch.navigation = self._named(page.sections, response)
        yield from self._moved_sections()

    def navigation_failed(self, failure: Failure) -> Iterator[Request]:
        self.watch.navigation = {}
        self.logger.warning("Could not read the navigation of %s: %s", self.home, self.reason(failure))
        yield from self._moved_sections()

    def _moved_sections(self) -> Iterator[Request]:
        """Requests for the lost sections that the navigation has at another address; the rest is given up.

        A section that the navigation has where the file has it is not gone: its page could not be read.
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
                self.logger.warning("Section %s is not at %s (%s); the navigation has %s", name, url, reason, found)
                yield self.section_request(found, name)

    def parse_feed(self, response: Response, via: Via, section: str | None = None) -> Iterator[Request]:
        try:
            entries = feeds.read(response.body, response.url, _content_type(response))
        except UnreadableError as error:
            self._source_unread(via.url or "", error.reason)
            return
        self._source_read()
        if section:
            self.watch.read(section)
        yield from self.article_requests(entries, via, section)

    def parse_sitemap(self, response: Response, via: Via) -> Iterator[Request]:
        """A sitemap: its articles; of an index the sitemaps that may hold recent ones, the newest first."""
        try:
            sitemap = sitemaps.read(response.body, response.url)
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
        # A plain sitemap lists all that a site has: it serves for what is new and looks like an article.
        dated, undated = [], []
        for entry in sitemap.entries:
            stated = [day for day in (entry.published, entry.modified, links.date_of(entry.url)) if day]
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
        self.count("skipped/not_article", len(dated) - len(articles) + len(undated) - len(some) - passed_over)
        yield from self.article_requests([*articles, *some], via)

    def _horizon(self) -> datetime:
        """How far back sitemaps are read."""
        return self.since or datetime.now(UTC) - timedelta(days=self.settings.getfloat("NEWSCRAWL_SITEMAP_DAYS"))

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
        """A section that leads to no article: a failure if a file names it, to be expected of a navigation."""
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
        """One place less where something may be found; the crawl ends where it was the last and all were in vain."""
        self._sources_left -= 1
        if self._sources_left <= 0 and not self._sources_read:
            raise CloseSpider("no_source")

    # Articles

    def article_requests(self, entries: Iterable[Entry], via: Via, section: str | None = None) -> Iterator[Request]:
        """Requests for articles of this publisher, not asked for before, and not too old; the rest is counted."""
        for number, entry in enumerate(entries):
            known = self.key(entry.url)
            stated = entry.published or links.date_of(entry.url) or entry.listed
            if section:
                self._listed.setdefault(known, []).append(section)
            if not self.is_own(entry.url):
                self.count("skipped/offsite")
            elif known in self._known:
                self.count("skipped/duplicate")
            elif number >= MAX_ENTRIES:
                self.count("skipped/too_many")
            elif self.since and stated and latest(stated, self.zone) < self.since:
                self.count("skipped/old")
            else:
                self._known.add(known)
                kwargs = {"via": via, "entry": entry}
                meta = {ARTICLE: known, MODIFIED: entry.modified, PUBLISHED: entry.published}
                yield Request(entry.url, self.parse_article, errback=self.article_failed, cb_kwargs=kwargs, meta=meta)

    def left_out(self, known: str) -> None:
        """Earlier crawls know the article of that key, and no source gave a reason to fetch it again: another may."""
        self._known.discard(known)

    def key(self, url: str) -> str:
        """What the addresses of one article share, on whichever of the publisher's domains."""
        return key(url, self.domain, self.domains)

    def section_of(self, article: Article, url: str) -> str | None:
        """The crawl's name for an article's section, None if the crawl knows none.

        Of the sections that list the article, the one whose address the article's begins with has it, else the first:
        a section's page also lists what is most read in the others. If none lists it, the page's own word may name one.
        """
        listing = self._listed.get(self.key(url), [])
        above = [name for name in listing if url.startswith(self._addresses.get(name, url).rstrip("/") + "/")]
        if above:
            return max(above, key=lambda name: len(self._addresses[name]))
        if listing:
            return listing[0]
        word = article.page_section
        return section_names.find(word, self._addresses, article.language, self.country) if word else None

    def parse_article(self, response: Response, via: Via, entry: Entry) -> Iterator[Article | Request]:
        if not isinstance(response, HtmlResponse):
            self._skip(entry.url, "not_html")
            return
        if not self.is_own(response.url):  # by a redirect
            self._skip(entry.url, "offsite")
            return
        profile = self.profile_of(response.url)
        article = extract(response, via=via, profile=profile, requested_url=entry.url, fetched_at=datetime.now(UTC))
        complete(
            article,
            entry,
            via,
            self.section_of(article, entry.url),
            ZoneInfo(profile.timezone) if profile.timezone else None,
        )
        if self.key(response.url) == self.key(resolve("/", response.url) or "") or not pages.is_article(article):
            self._skip(entry.url, "not_article")
        elif self.since and (stated := published(article)) and latest(stated, self.zone) < self.since:
            self.count("skipped/old")
        elif not self._is_new(article):
            self._skip(entry.url, "duplicate")
        else:
            self.count("articles")
            yield self.further_request(article, {article.url or ""}) or self.original_request(article) or article

    def _is_new(self, article: Article) -> bool:
        """Whether no other page of this crawl gave the article. An address that another one has declared too is not its own."""
        own = marks(article)
        declared, there = self.key(article.canonical_url or ""), self.key(article.url or "")
        first = self._delivered.setdefault(declared, own)
        if first is not own and declared != there and 2 * len(first & own) < min(len(first), len(own)):
            self.count("canonical_shared")
            article.canonical_url = canonical.normalize(article.url or "")
            first = self._delivered.setdefault(there, own)
        return first is own

    # Articles over several pages

    def further_request(self, article: Article, read: set[str]) -> Request | None:
        """A request for the article's next page, None where it has none that was not read; `read` are the addresses so far."""
        pages = article.evidence
        pages.next_page = pages.next_page if pages.next_page not in read else None
        pages.pages = [page for page in pages.pages if page not in read]
        url = joined.following(article)
        if url is None:
            return None
        if len(read) >= self.settings.getint("NEWSCRAWL_ARTICLE_PAGES"):
            self.count("pages/too_many")
            return None
        kwargs = {"article": article, "read": read}
        return Request(url, self.parse_further, errback=self.further_failed, cb_kwargs=kwargs, dont_filter=True)

    def parse_further(self, response: Response, article: Article, read: set[str]) -> Iterator[Article | Request]:
        """A further page: joined to the article, then the next one, or the article as a whole."""
        address = response.request.url if response.request else response.url
        if isinstance(response, HtmlResponse) and within(response.url, self.own_domains):
            assert article.via is not None
            joined.join(article, extract(response, via=article.via, profile=self.profile_of(response.url)), address)
            self.count("pages/joined")
            yield self.further_request(article, read | {address, response.url}) or article
        else:
            self.count("pages/not_html")
            yield article

    def further_failed(self, failure: Failure) -> Iterator[Article]:
        """A further page could not be had: the article is delivered as far as it was read, and says so."""
        self.count(f"pages/{self.reason(failure).replace(' ', '_')}")
        yield failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]

    # From a preview to the article

    def original_request(self, preview: Article) -> Request | None:
        """A request for the article that a preview on this site links to on its publisher's, None where there is none."""
        if not self.follow_previews:
            return None
        url = resolve(stripped(preview).signals.full_text_url or "", preview.url or "")
        if not url or within(url, self.own_domains):
            return None
        if self._previews >= self.settings.getint("NEWSCRAWL_PREVIEWS"):
            self.count("previews/too_many")
            return None
        site = registrable(host(url))
        # Two jobs on one site would be twice the pace.
        if self.state is not None and self.state.held(site):
            self.count("previews/publisher_busy")
            return None
        self._previews += 1
        self.count("previews")
        # Nobody asked for a crawl of that site: it is asked rarely.
        assert self.crawler.engine
        downloader = cast("SiteDownloader", self.crawler.engine.downloader)
        downloader.slow_down(site, self.settings.getfloat("NEWSCRAWL_PREVIEW_DELAY"))
        kwargs = {"preview": preview}
        return Request(url, self.parse_original, errback=self.original_failed, cb_kwargs=kwargs, dont_filter=True)

    def parse_original(self, response: Response, preview: Article) -> Iterator[Article]:
        """The publisher's own page, where it is an article and has more of it than the preview; else the preview."""
        if isinstance(response, HtmlResponse):
            found = extract(
                response,
                via=Via("preview", preview.url),
                profile=profile_at(response.url, profiles(self.settings)),
                requested_url=response.request.url if response.request else None,
                fetched_at=datetime.now(UTC),
            )
            if pages.is_article(found) and pages.length(found) > pages.length(preview):
                if self._is_new(found):
                    self.count("previews/followed")
                    yield found
                else:  # several pages preview it
                    self._skip(preview.requested_url or "", "duplicate")
                return
        self.count("previews/no_more_there")
        yield preview

    def original_failed(self, failure: Failure) -> Iterator[Article]:
        """The publisher's page could not be had: the preview is what there is."""
        self.count(f"previews/{self.reason(failure).replace(' ', '_')}")
        yield failure.request.cb_kwargs["preview"]  # type: ignore[attr-defined]

    def request_dropped(self, request: Request) -> None:
        """Scrapy's filter of duplicates let a request go, such as a redirect to an article asked for already."""
        if request.callback == self.parse_article:
            self._skip(request.cb_kwargs["entry"].url, "duplicate")
        else:
            self._sources_left -= 1

    def article_failed(self, failure: Failure) -> None:
        """An article page that could not be had; where it is gone, or no page to read, later crawls know."""
        reason = self.reason(failure).replace(" ", "_")
        if reason in ("http_404", "http_410", "too_large", "too_many_tags", "too_slow"):
            self._skip(failure.request.cb_kwargs["entry"].url, reason)  # type: ignore[attr-defined]
        else:
            self.count(f"skipped/{reason}")

    def _skip(self, url: str, reason: str) -> None:
        """Leave a page out for a reason that will hold for a while."""
        self.count(f"skipped/{reason}")
        if self.state is not None:
            self.state.skipped(self.key(url), reason)


def reason_of(failure: Failure) -> str:
    """Why a request gave no response, in a word or two: "http 404", "robots", "too large", or the exception's name."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http {error.response.status}"
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return "too large"
    if isinstance(error, IgnoreRequest):
        text = str(error)
        return "robots" if "robots.txt" in text else text or "refused"
    return "not on the web" if isinstance(error, NotSupported) else type(error).__name__


def choose(
    known: Mapping[str, str],
    names: Iterable[str],
    spider: str,
    language: str | None = None,
    country: str | None = None,
) -> dict[str, str]:
    """Those of the `known` sections that are named, by the vocabulary's name or the site's own word.

    Raises ArgumentError if a name matches none.
    """
    chosen = {}
    for wanted in names:
        name = section_names.find(wanted, known, language, country)
        if name is None:
            raise ArgumentError(f"{spider} has no section {wanted!r}. It has: {', '.join(known) or 'none'}")
        chosen[name] = known[name]
    return chosen


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _looks_like_article(entry: Entry) -> bool:
    return links.is_article(entry.url)


def marks(article: Article) -> frozenset[int]:
    """What tells an article from others: its first paragraphs and headings."""
    return frozenset(hash(block.text) for block in article.blocks[:20] if block.type not in ("caption", "embed"))


def complete(article: Article, entry: Entry, via: Via, section: str | None, zone: ZoneInfo | None) -> None:
    """Fill what the page itself does not say from what its link, feed or sitemap says."""
    article.section = section or article.section
    article.evidence.feed_text = entry.text
    article.title = article.title or entry.title
    if not article.language and entry.language:
        article.language, article.language_source = entry.language, via.kind
    if not article.date_published and (stated := entry.published):
        article.date_source = via.kind
        article.date_precision = "second" if isinstance(stated, datetime) else "day"
        if isinstance(stated, datetime) and (stated.tzinfo or zone):
            article.date_zone = "stated" if stated.tzinfo else "publisher"
            stated = stated if stated.tzinfo else stated.replace(tzinfo=zone)
            article.published_at = stated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        article.date_published = stated.isoformat()


def published(article: Article) -> date | None:
    """When an article says that it was published: the instant, or the day."""
    for text, kind in ((article.published_at, datetime), (article.date_published, date)):
        try:
            if text:
                return kind.fromisoformat(text)
        except ValueError:
            continue
    return None


def profiles(settings: BaseSettings) -> dict[str, Profile]:
    """What the project's spiders know of publishers, by domain: each publisher's own and its further ones."""
    loader = get_spider_loader(settings)
    found: dict[str, Profile] = {}
    for name in loader.list():
        spider = loader.load(name)
        if issubclass(spider, PublisherSpider) and spider.domain:
            profile = spider.profile()
            found[profile.domain] = profile
            for domain in profile.domains:
                found.setdefault(domain, profile)
    return found


def profile_at(url: str, known: Mapping[str, Profile]) -> Profile | None:
    """The profile of the publisher on whose domain, or the nearest above the host, the address is."""
    name = host(url)
    while name:
        if name in known:
            return known[name]
        name = name.partition(".")[2]
    return None

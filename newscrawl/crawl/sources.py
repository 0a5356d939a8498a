"""SourceSpider: from a publisher's feeds and sitemaps to requests for articles."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newscrawl.crawl.base import BaseSpider, request_of
from newscrawl.crawl.ledger import Outcome
from newscrawl.crawl.section_watch import Sections, choose
from newscrawl.discovery import feeds, link_features, links, sitemaps
from newscrawl.discovery.entry import Entry, latest
from newscrawl.discovery.sitemaps import Sitemap
from newscrawl.discovery.source_text import UnreadableError
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction.addresses import key, within
from newscrawl.extraction.profile import Profile
from newscrawl.items import Via, ViaKind
from newscrawl.job.arguments import PublisherArguments
from newscrawl.job.logfilter import without_userinfo
from newscrawl.job.reasons import in_words
from newscrawl.middlewares.documents import header
from newscrawl.middlewares.httpcache import SOURCE


class SourceSpider(BaseSpider):
    """Reads the sources of one publisher. Attributes of the publisher's file name them.

    The crawl reads `feeds` and `news_sitemaps`. It reads `sitemaps` if the file has neither, or
    with `-a since=`. It reads `sections` and `section_feeds`, or only those that `-a only=` names.
    If the file has no sections, it reads the front page and the sections in its navigation.
    """

    publisher_name: str = ""
    domain: str = ""  # the domain of its articles
    domains: list[str] = []  # further domains, of today or earlier, with the same articles
    home: str = ""  # its front page; by default https://www.DOMAIN/
    country: str | None = None  # ISO 3166 alpha-2, upper case
    language: str | None = None  # BCP 47
    timezone: str | None = None  # IANA
    sections: dict[str, str] = {}  # name (discovery/section_names) -> path or address
    section_feeds: dict[str, str] = {}  # name -> path or address of the section's own feed
    section_pages: int = 1  # pages of each section; `-a pages=` overrides it
    # addresses of a section's further pages if no link leads there: see section_watch.older_page
    older_pages: str = ""
    feeds: list[str] = []
    news_sitemaps: list[str] = []
    sitemaps: list[str] = []  # %Y, %y and %m stand for year and month
    # field -> CSS selector, for fields that the general extraction misses
    selectors: dict[str, str] = {}
    follow_previews: bool = False  # whether to fetch the articles that this site's pages preview

    arguments: PublisherArguments

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.home = without_userinfo(self.home or f"https://www.{self.domain}/")
        # Not allowed_domains: with it Scrapy's OffsiteMiddleware would drop the requests for
        # robots.txt of other hosts, and RobotsTxtMiddleware would take everything on these hosts
        # for allowed.
        self.own_domains = [self.domain, *self.domains]
        self.foreign: list[str] = []  # subdomains that belong to other publishers
        self.zone = ZoneInfo(self.timezone or "UTC")
        self.since = self.arguments.since and latest(self.arguments.since, self.zone)
        self._undated_left = 0  # articles without a date that sitemaps may still give
        self._later: deque[Request] = deque()
        others: list[str] = []
        if self.arguments.only and (known := {**self.section_feeds, **self.sections}):
            chosen = choose(known, self.arguments.only, self.name, self.language, self.country)
            others = [self._at(known[name]) for name in known.keys() - chosen.keys()]
            self.sections = {name: url for name, url in self.sections.items() if name in chosen}
            self.section_feeds = {n: url for n, url in self.section_feeds.items() if n in chosen}
        self.watch = Sections([*self.sections], len(type(self).sections), others)

    @classmethod
    def profile(cls) -> Profile:
        """Returns what extraction and pipelines need to know about this publisher."""
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
        """Returns the profile of the publisher at an address."""
        return self.profile()

    @abstractmethod
    def article_requests(
        self, entries: Iterable[Entry], via: Via, section: str | None = None
    ) -> Iterator[Request]:
        """Yields requests for the articles that a source lists."""

    def is_own(self, url: str) -> bool:
        """Returns whether an address is on this publisher's domains, not on another's."""
        return within(url, self.own_domains) and not within(url, self.foreign)

    def key(self, url: str) -> str:
        """Returns the key that all addresses of one article share, on any of the domains."""
        return key(url, self.domain, self.domains)

    @property
    def crawl_state(self) -> CrawlState | None:
        """What earlier crawls know, or None if this crawl has no state."""
        return self.crawler.get_extension(CrawlState)

    def skip(self, url: str, outcome: Outcome) -> None:
        """Leaves an article out. If the reason lasts, later crawls do not fetch it for a while."""
        self.count(f"skipped/{outcome.reason}")
        if outcome.lasts and self.crawl_state is not None:
            self.crawl_state.skipped(self.key(url), outcome.reason)

    def _at(self, address: str) -> str:
        """Returns the absolute address of an address in the publisher's file."""
        return without_userinfo(urljoin(self.home, address))

    def feed_request(self, url: str, section: str | None = None) -> Request:
        return self._source(url, self.parse_feed, priority=2, via=Via("feed", url), section=section)

    def sitemap_requests(self, urls: Sequence[str], kind: ViaKind) -> Iterator[Request]:
        """Yields requests for the first NEWSCRAWL_SITEMAP_FILES files of a sitemap, newest first.

        Each may list 50,000 articles, so those after the first wait until all other requests are
        done. Files of a news sitemap do not wait.
        """
        limit = self.settings.getint("NEWSCRAWL_SITEMAP_FILES")
        self.count("skipped/too_many_sitemaps", max(0, len(urls) - limit))
        requests = [
            self._source(url, self.parse_sitemap, priority=2, via=Via(kind, url))
            for url in urls[:limit]
        ]
        at_once = len(requests) if kind == "news_sitemap" else 1
        yield from requests[:at_once]
        self._later.extend(requests[at_once:])

    def spider_idle(self) -> None:
        """Asks for a sitemap that waits. Ends the crawl as no_source if no source could be read."""
        assert self.crawler.engine and self.crawler.stats
        if self._later:
            self.crawler.engine.crawl(self._later.popleft())
            raise DontCloseSpider
        value = self.crawler.stats.get_value
        if value("newscrawl/spider/sources_failed") and not value("newscrawl/spider/sources_read"):
            raise CloseSpider("no_source")

    def _source(
        self, url: str, callback: Any, errback: Any = None, priority: int = 1, **kwargs: Any
    ) -> Request:
        """Returns a request for a source. Sources come before articles."""
        return Request(
            url,
            callback,
            errback=errback or self.source_failed,
            cb_kwargs=kwargs,
            priority=priority,
            meta={SOURCE: True},
        )

    # Callbacks

    def parse_feed(
        self, response: Response, via: Via, section: str | None = None
    ) -> Iterator[Request]:
        try:
            entries = entries_of(response)
        except UnreadableError as error:
            self._source_unread(via.url or "", error.reason)
            return
        self.count("sources_read")
        if section:
            self.watch.read.add(section)
        yield from self.article_requests(entries, via, section)

    def parse_sitemap(self, response: Response, via: Via) -> Iterator[Request]:
        """Yields requests for a sitemap's articles, and for the recent sitemaps of an index."""
        try:
            sitemap = sitemaps.sitemap_of(response.body, response.url)
        except UnreadableError as error:
            self._source_unread(via.url or "", error.reason)
            return
        self.count("sources_read")
        recent = sitemaps.recent(sitemap.sitemaps, self._horizon(), self.zone)
        self.count("skipped/old_sitemap", len(sitemap.sitemaps) - len(recent))
        yield from self.sitemap_requests(recent, via.kind)
        if sitemap.news:
            yield from self.article_requests(sitemap.entries, Via("news_sitemap", via.url))
            return
        yield from self.article_requests(self._recent_articles(sitemap, via), via)

    def _recent_articles(self, sitemap: Sitemap, via: Via) -> list[Entry]:
        """Returns the recent entries of a plain sitemap that look like articles."""
        since = self._horizon()
        dated, undated = [], []
        for entry in sitemap.entries:
            days = (entry.published, entry.modified, link_features.date_of(entry.url))
            if not any(days):
                undated.append(entry)
            elif any(day and latest(day, self.zone) >= since for day in days):
                dated.append(entry)
        self.count("skipped/old", len(sitemap.entries) - len(dated) - len(undated))
        limit = len(undated) if via.kind == "news_sitemap" else self._undated_left
        taken, passed_over = sitemaps.from_both_ends(undated, limit)
        self._undated_left -= len(taken)
        found = [entry for entry in dated if links.is_article(entry.url)] + taken
        self.count("skipped/too_many_undated", passed_over)
        self.count("skipped/not_article", len(dated) + len(undated) - len(found) - passed_over)
        return found

    def _horizon(self) -> datetime:
        """Returns the time from which sitemap entries are read."""
        return self.since or datetime.now(UTC) - timedelta(
            days=self.settings.getfloat("NEWSCRAWL_SITEMAP_DAYS")
        )

    def source_failed(self, failure: Failure) -> None:
        """Counts a section, feed or sitemap that could not be read."""
        request = request_of(failure)
        via: Via | None = request.cb_kwargs.get("via")
        self._source_unread((via and via.url) or request.url, self.reason(failure))

    def _source_unread(self, url: str, reason: str) -> None:
        self.count("sources_failed")
        self.count(f"sources_failed/{reason}")
        self.logger.warning("Could not read %s: %s", url, in_words(reason))


def entries_of(response: Response) -> list[Entry]:
    """Returns the entries of a feed. Raises UnreadableError."""
    return feeds.entries_of(response.body, response.url, header(response, "Content-Type"))

"""PublisherSpider: the base class of all publishers' spiders, whose attributes describe them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure
from w3lib.url import canonicalize_url

from newscrawl import extraction
from newscrawl.crawl.base import request_of
from newscrawl.crawl.entry_facts import complete, published
from newscrawl.crawl.follow_ups import FollowUps
from newscrawl.crawl.ledger import DUPLICATE, READ, Ledger, Outcome
from newscrawl.crawl.section_sources import LOGIN, TO_FRONT_PAGE, SectionSpider
from newscrawl.discovery import link_features, list_pages, section_names
from newscrawl.discovery.entry import Entry, latest
from newscrawl.extraction import page_kinds
from newscrawl.extraction.addresses import registrable, resolve, within
from newscrawl.extraction.page.canonical import is_print_copy
from newscrawl.extraction.page.document import is_binary
from newscrawl.items import Article, Publisher, Tombstone, Via, as_instant
from newscrawl.middlewares.documents import document_of, root_of
from newscrawl.middlewares.seen import ARTICLE, KNOWN, MODIFIED, PUBLISHED
from newscrawl.state import KnownPage, Mark

REDIRECT_LOOP = "redirect_loop"
"""The reason of a page that redirects to itself."""
REDIRECTS = "redirect_urls"
"""Scrapy's key of request.meta for the addresses that redirected to this one."""
GONE = ("http_404", "http_410")
"""Reasons of an article's page that was deleted."""
LASTING = (*GONE, "too_large", "too_many_tags", "too_slow")
"""Reasons of failed pages that a later crawl would meet again."""
TELLING = ("feed", "news_sitemap")
"""Kinds of sources that list only articles, and say more about them than a link does."""
MAX_ENTRIES = 50_000
"""The most articles taken from one list, since each waits in memory: as in one sitemap."""


class PublisherSpider(SectionSpider):
    """Crawls one publisher: from its sources to article pages, and from these to articles.

    1. `article_requests` asks for the wanted articles that a source lists.
    2. The page of each comes to `parse_article`, or its failure to `article_failed`, or, if it was
       asked for before under another address, the request to `request_dropped`.
    3. `skip` counts each article that is left out, and remembers it if the reason lasts.

    A publisher's file sets attributes. It has a method only for what attributes can't say.
    """

    verified: str | None = None  # the day of the last check that the spider works on the live site

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.ledger = Ledger()
        self.follow_ups = FollowUps(self)
        # The site whose lock and outputs the state holds. None: this spider keeps no state.
        self.scope: str | None = registrable(self.domain)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._undated_left = crawler.settings.getint("NEWSCRAWL_SITEMAP_UNDATED")
        if cls.domain:
            spider.foreign = [
                domain
                for domain, profile in spider.publishers.items()
                if profile.id != cls.name and within(f"https://{domain}/", spider.own_domains)
            ]
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        return spider

    def note(self) -> str:
        """Returns lines for the end of the crawl: which sections are gone."""
        return "\n".join(self.watch.note(f"newscrawl/spiders/{self.name}.py"))

    # For Scrapy's own commands: parse, shell, fetch

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Returns whether the address is this publisher's: `scrapy parse URL` asks for it."""
        return bool(cls.domain) and within(request.url, [cls.domain, *cls.domains])

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article | Request]:
        """Reads any page for `scrapy parse`: an article, or a list of articles."""
        if not isinstance(response, HtmlResponse):
            yield from self.parse_feed(response, Via("feed", response.url))
        elif found := list(self.parse_article(response, Via("section", None), Entry(response.url))):
            yield from found
        elif page := self._read_section(response):
            yield from self.article_requests(page.articles, Via("section", response.url))

    # Articles

    def article_requests(
        self, entries: Iterable[Entry], via: Via, section: str | None = None
    ) -> Iterator[Request]:
        """Yields a request for each article of this publisher that is new to the crawl and not too
        old. Counts the others, by reason.
        """
        for number, entry in enumerate(entries):
            article_key = self.key(entry.url)
            article = hash(article_key)
            if section:
                self.ledger.sections[article].append(section)
            if reason := self._unwanted(entry, article, section, number):
                self.count(f"skipped/{reason}")
                if reason == DUPLICATE and via.kind in TELLING:
                    self.ledger.statements[article] = via, entry
                continue
            self.ledger.asked_for.add(article)
            yield Request(
                entry.url,
                self.parse_article,
                errback=self.article_failed,
                cb_kwargs={"via": via, "entry": entry},
                meta={ARTICLE: article_key, MODIFIED: entry.modified, PUBLISHED: entry.published},
            )

    def _unwanted(self, entry: Entry, article: int, section: str | None, number: int) -> str | None:
        """Returns why the article of an entry is not asked for, or None if it is. `number` counts
        the entries before it in its list.
        """
        if not self.is_own(entry.url):
            return "offsite"
        if section and self.watch.is_in_others(entry.url):
            return "other_section"
        if article in self.ledger.asked_for:
            return DUPLICATE
        if number >= MAX_ENTRIES:
            return "too_many"
        day = entry.published or link_features.date_of(entry.url) or entry.listed
        return "old" if self._is_old(day) else None

    def _is_old(self, day: date | None) -> bool:
        """Returns whether `-a since=` leaves out the articles of this day."""
        return bool(self.since and day and latest(day, self.zone) < self.since)

    def left_out(self, article_key: str) -> None:
        """Forgets an article that is known. A later source may give a reason to fetch it."""
        self.ledger.asked_for.discard(hash(article_key))

    def section_of(self, article: Article, url: str) -> str | None:
        """Returns the name of the article's section, or None if it is unknown.

        Of the sections that list the article, the one whose address begins the article's address
        wins, else the first: a section also lists the most read articles of other sections. If no
        section lists the article, the section that the page names is looked up.
        """
        if listing := self.ledger.sections.get(hash(self.key(url))):
            return self.watch.nearest(url, listing)
        return article.page_section and section_names.find(
            article.page_section, self.watch.addresses, article.language, self.country
        )

    def parse_article(
        self, response: Response, via: Via, entry: Entry
    ) -> Iterator[Article | Request]:
        """Yields the page's article, or a request for the rest of it, or for the article itself
        if the page is its print copy. Yields nothing if the page is left out.
        """
        if reason := self._no_page(response):
            self.skip(entry.url, Outcome(reason))
            return
        stated = self.ledger.statements.pop(hash(self.key(entry.url)), None)
        if stated and via.kind == "section":
            via, entry = stated[0], replace(stated[1], url=entry.url)
        profile = self.profile_of(response.url)
        article = extraction.extract(
            document_of(response),
            via=via,
            profile=profile,
            requested_url=entry.url,
            fetched_at=datetime.now(UTC),
        )
        section = self.section_of(article, entry.url)
        own = article.canonical_url or ""
        if own and is_print_copy(response.url, own):
            yield from self.article_requests([replace(entry, url=own)], via, section)
            return
        zone = ZoneInfo(profile.timezone) if profile.timezone else None
        complete(article, entry, via, section, zone)
        yield from self._wanted(article, response, entry.url)

    def _wanted(
        self, article: Article, response: Response, url: str
    ) -> Iterator[Article | Request]:
        """Yields the article, or a request for the rest of it, if it is new and not too old. If not,
        notes that `url`, the address by which the page was found, is skipped.
        """
        page = hash(self.key(response.url))
        if reason := self._no_article(article, response):
            outcome = Outcome(reason)
            self.ledger.end(page, outcome)
            self.skip(url, outcome)
            return
        if self._is_old(published(article)):
            self.count("skipped/old")
            return
        self.ledger.end(page, READ)
        if not self.follow_ups.is_new(article):
            self.skip(url, READ)
            return
        self.count("articles")
        further = self.follow_ups.further_request(article, {article.url or ""})
        yield further or self.follow_ups.original_request(article) or article

    def _no_page(self, response: Response) -> str | None:
        """Returns why a response can't be an article page, or None if it can."""
        if not isinstance(response, HtmlResponse):
            return "not_html"
        if is_binary(response.body) and not response.encoding.startswith(("utf-16", "utf-32")):
            return "binary"
        return None if self.is_own(response.url) else "offsite"  # after a redirect

    def _no_article(self, article: Article, response: Response) -> str | None:
        """Returns why a page holds no article, or None if it holds one."""
        url = response.url
        if self.key(url) == self.key(resolve("/", url) or ""):
            return "not_article"
        # Many articles have a form for a login beside their text.
        doubted = REDIRECTS in response.meta and not article.evidence.is_article
        if doubted and isinstance(response, HtmlResponse) and root_of(response).xpath(LOGIN):
            return "login"
        if stated := page_kinds.stated_error(article):
            return stated
        if not page_kinds.is_article(article):
            return "not_article"
        found_in_list = article.via is None or article.via.kind not in TELLING
        return "list_page" if found_in_list and list_pages.is_list(article) else None

    def request_dropped(self, request: Request) -> None:
        """Handles a redirect to a page that the crawl has asked for, which Scrapy drops.

        An article is skipped for the reason of that page. Any other request fails, so that the
        section counts as lost, or the search for feeds goes on.
        """
        before = request.meta.get(REDIRECTS) or ()
        is_loop = canonicalize_url(request.url) in map(canonicalize_url, before)
        page, front = self.key(request.url), self.key(self.home)
        if request.callback == self.parse_article:
            loop = Outcome(REDIRECT_LOOP, lasts=False)
            self.skip(request.cb_kwargs["entry"].url, loop if is_loop else self._outcome_of(page))
        elif before and request.errback:
            known = TO_FRONT_PAGE if page == front else "leads to a page that was read"
            refused = IgnoreRequest(REDIRECT_LOOP if is_loop else known)
            failure = Failure(refused)  # type: ignore[no-untyped-call] # Twisted's
            failure.request = request  # type: ignore[attr-defined] # as Scrapy does
            assert self.crawler.engine
            for following in request.errback(failure) or ():
                self.crawler.engine.crawl(following)

    def _outcome_of(self, page: str) -> Outcome:
        """Returns why an address that leads to a page of this crawl gives no article."""
        if page in map(self.key, (self.home, *self.watch.addresses.values())):
            return Outcome("not_article")
        return self.ledger.outcomes.get(hash(page), Outcome(DUPLICATE, lasts=False))

    def article_failed(self, failure: Failure) -> list[Tombstone]:
        """Counts an article page that could not be read. Returns a tombstone if a delivered
        article was deleted and NEWSCRAWL_TOMBSTONES is set.
        """
        reason, request = self.reason(failure).replace(" ", "_"), request_of(failure)
        entry, known = request.cb_kwargs.get("entry"), request.meta.get(KNOWN)
        url = entry.url if entry else request.url  # a publisher's own request may have no entry
        outcome = Outcome(reason, lasts=reason in LASTING)
        self.ledger.end(hash(self.key(request.url)), outcome)
        wants_tombstone = reason in GONE and self.settings.getbool("NEWSCRAWL_TOMBSTONES")
        if wants_tombstone and known and not known.reason:
            self.count(f"skipped/{reason}")
            return [self._tombstone(url, known, reason)]
        self.skip(url, outcome)
        return []

    def _tombstone(self, url: str, known: KnownPage, reason: str) -> Tombstone:
        profile, now = self.profile_of(url), datetime.now(UTC)
        gone = replace(known, reason=reason, checked=now.timestamp(), digests=b"")
        return Tombstone(
            id=known.id,
            url=url,
            http_status=int(reason.removeprefix("http_")),
            deleted_at=as_instant(now),
            crawl_id=self.crawl_id,
            publisher=Publisher(profile.id, profile.name or None, profile.domain, profile.country),
            mark=Mark(gone, (self.key(url),)),
        )

"""PublisherSpider: the base class of all publishers' spiders, whose attributes describe them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
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
from newscrawl.crawl.follow_ups import FollowUpSpider
from newscrawl.crawl.section_sources import LOGIN, TO_FRONT_PAGE
from newscrawl.crawl.section_watch import belongs_to, length_above
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
MAX_ENTRIES = 50_000
"""The most articles taken from one list, since each waits in memory: as in one sitemap."""


class PublisherSpider(FollowUpSpider):
    """Crawls one publisher: from its sources to article pages, and from these to articles.

    A publisher's file sets attributes. It has a method only for what attributes can't say.
    """

    verified: str | None = None  # the day of the last check that the spider works on the live site

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._asked_for: set[int] = set()  # hashes of the keys of the articles asked for
        # hash of a page's key -> why the page holds no article
        self._without_article: dict[int, str] = {}
        self._read: set[int] = set()  # hashes of the keys of the pages that hold a wanted article
        # hash of a page's key -> why the page could not be read. A later crawl may read it.
        self._failed: dict[int, str] = {}
        # hash of an article's key -> what a feed or news sitemap says, if it lists the article after
        # a section did, and before the page is read
        self._stated: dict[int, tuple[Via, Entry]] = {}
        # hash of an article's key -> names of the sections that list it
        self._listed: defaultdict[int, list[str]] = defaultdict(list)
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
            hashed = hash(article_key)
            day = entry.published or link_features.date_of(entry.url) or entry.listed
            if section:
                self._listed[hashed].append(section)
            if not self.is_own(entry.url):
                self.count("skipped/offsite")
            elif section and belongs_to(entry.url, self._others, self._addresses.values()):
                self.count("skipped/other_section")
            elif hashed in self._asked_for:
                self.count("skipped/duplicate")
                if via.kind in ("feed", "news_sitemap"):
                    self._stated[hashed] = via, entry
            elif number >= MAX_ENTRIES:
                self.count("skipped/too_many")
            elif self.since and day and latest(day, self.zone) < self.since:
                self.count("skipped/old")
            else:
                self._asked_for.add(hashed)
                meta = {ARTICLE: article_key, MODIFIED: entry.modified, PUBLISHED: entry.published}
                yield Request(
                    entry.url,
                    self.parse_article,
                    errback=self.article_failed,
                    cb_kwargs={"via": via, "entry": entry},
                    meta=meta,
                )

    def left_out(self, article_key: str) -> None:
        """Forgets an article that is known. A later source may give a reason to fetch it."""
        self._asked_for.discard(hash(article_key))

    def section_of(self, article: Article, url: str) -> str | None:
        """Returns the name of the article's section, or None if it is unknown.

        Of the sections that list the article, the one whose address begins the article's address
        wins, else the first: a section also lists the most read articles of other sections. If no
        section lists the article, the section that the page names is looked up.
        """
        if listing := self._listed.get(hash(self.key(url))):
            return max(listing, key=lambda name: length_above(url, self._addresses.get(name, "")))
        return article.page_section and section_names.find(
            article.page_section, self._addresses, article.language, self.country
        )

    def parse_article(
        self, response: Response, via: Via, entry: Entry
    ) -> Iterator[Article | Request]:
        """Yields the page's article, or a request for the rest of it, or for the article itself
        if the page is its print copy. Yields nothing if the page is left out.
        """
        if reason := self._no_page(response):
            self.skip(entry.url, reason)
            return
        stated = self._stated.pop(hash(self.key(entry.url)), None)
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
        if self._is_wanted(article, response, entry.url):
            self.count("articles")
            further = self.further_request(article, {article.url or ""})
            yield further or self.original_request(article) or article

    def _is_wanted(self, article: Article, response: Response, url: str) -> bool:
        """Returns whether a page holds an article that is new and not too old. If not, `url` is
        skipped: the address by which the page was found.
        """
        page = hash(self.key(response.url))
        if reason := self._no_article(article, response):
            self._without_article[page] = reason
            self.skip(url, reason)
            return False
        if self.since and (day := published(article)) and latest(day, self.zone) < self.since:
            self.count("skipped/old")
            return False
        self._read.add(page)
        if not self.is_new(article):
            self.skip(url, "duplicate")
            return False
        return True

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
        found_in_list = article.via is None or article.via.kind not in ("feed", "news_sitemap")
        return "list_page" if found_in_list and list_pages.is_list(article) else None

    def request_dropped(self, request: Request) -> None:
        """Handles a redirect to a page that the crawl has asked for, which Scrapy drops.

        An article is skipped for the reason of that page. Any other request fails, so that the
        section counts as lost, or the search for feeds goes on.
        """
        reason = self._known_page(request)
        if request.callback == self.parse_article:
            if reason == REDIRECT_LOOP:
                self.count(f"skipped/{reason}")
            else:
                self._led_to_known_page(request.cb_kwargs["entry"].url, self.key(request.url))
        elif reason and request.errback:
            failure = Failure(IgnoreRequest(reason))  # type: ignore[no-untyped-call] # Twisted's
            failure.request = request  # type: ignore[attr-defined] # as Scrapy does
            assert self.crawler.engine
            for following in request.errback(failure) or ():
                self.crawler.engine.crawl(following)

    def _led_to_known_page(self, url: str, page: str) -> None:
        """Skips an article whose address led to a page, given by its key, that the crawl has asked
        for. If that page has not been read, later crawls ask for the article's address again.
        """
        if page in map(self.key, (self.home, *self._addresses.values())):
            self.skip(url, "not_article")
        elif reason := self._without_article.get(hash(page)):
            self.skip(url, reason)
        elif hash(page) in self._read:
            self.skip(url, "duplicate")
        else:
            self.count(f"skipped/{self._failed.get(hash(page), 'duplicate')}")

    def _known_page(self, request: Request) -> str:
        """Returns which known page a request was redirected to, as a reason, or ""."""
        before = request.meta.get(REDIRECTS)
        if not before:
            return ""
        if canonicalize_url(request.url) in map(canonicalize_url, before):
            return REDIRECT_LOOP
        is_front = self.key(request.url) == self.key(self.home)
        return TO_FRONT_PAGE if is_front else "leads to a page that was read"

    def article_failed(self, failure: Failure) -> list[Tombstone]:
        """Counts an article page that could not be read. Returns a tombstone if a delivered
        article was deleted and NEWSCRAWL_TOMBSTONES is set.
        """
        reason, request = self.reason(failure).replace(" ", "_"), request_of(failure)
        known = request.meta.get(KNOWN)
        will_last = reason in (*GONE, "too_large", "too_many_tags", "too_slow")
        pages = self._without_article if will_last else self._failed
        pages[hash(self.key(request.url))] = reason
        wants_tombstone = reason in GONE and self.settings.getbool("NEWSCRAWL_TOMBSTONES")
        if wants_tombstone and known and not known.reason:
            self.count(f"skipped/{reason}")
            return [self._tombstone(request.cb_kwargs["entry"].url, known, reason)]
        if will_last:
            self.skip(request.cb_kwargs["entry"].url, reason)
        else:
            self.count(f"skipped/{reason}")
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

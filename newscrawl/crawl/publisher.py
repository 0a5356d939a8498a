"""PublisherSpider: the one base of all publishers' spiders. What is known of a publisher are its
class attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from newscrawl.crawl.entry_facts import complete, marks, published
from newscrawl.crawl.follow_ups import FollowUpSpider
from newscrawl.crawl.profiles import profiles
from newscrawl.crawl.section_watch import belongs_to
from newscrawl.discovery import link_features, links, pages, section_names
from newscrawl.discovery.entry import Entry, latest
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction import canonical, extract
from newscrawl.extraction.addresses import registrable, resolve, within
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Publisher, Tombstone, Via
from newscrawl.middlewares.seen import ARTICLE, KNOWN, MODIFIED, PUBLISHED
from newscrawl.network.documents import document_of
from newscrawl.saved.page import is_binary
from newscrawl.state import Mark, Page

if TYPE_CHECKING:
    pass

GONE = ("http_404", "http_410")
"""Reasons that say that an article's page is no more."""
MAX_ENTRIES = 50_000
"""Articles that are taken from one list, each of which waits in memory: as many as sitemaps.org
allows in a sitemap.
"""


class PublisherSpider(FollowUpSpider):
    """One publisher: its sources -> article pages -> articles.

    A publisher's file sets attributes; a method is for what attributes can't say.
    """

    publisher_name: str = ""
    selectors: dict[
        str, str
    ] = {}  # field -> CSS selector, where the general extraction falls short
    verified: str | None = None  # the day on which it was last seen to work on the live site

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._known: set[str] = set()  # keys of the articles asked for
        self._listed: dict[
            str, list[str]
        ] = {}  # the keys of articles -> the names of the sections that list them
        # Of the articles delivered, what tells them apart, by their keys: one may stand under
        # several addresses.
        self._delivered: dict[str, frozenset[int]] = {}
        # The site whose lock and outputs the state holds; None: this spider keeps no state.
        self.scope: str | None = registrable(self.domain)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if cls.domain:
            known = [
                domain
                for domain, profile in profiles(crawler.settings).items()
                if profile.id != cls.name
            ]
            spider.foreign = [
                domain for domain in known if within(f"https://{domain}/", spider.own_domains)
            ]
        crawler.signals.connect(spider.request_dropped, signals.request_dropped)
        crawler.signals.connect(spider.spider_opened, signals.spider_opened)
        crawler.signals.connect(spider.spider_idle, signals.spider_idle)
        return spider

    def spider_opened(self) -> None:
        self._undated_left = self.settings.getint("NEWSCRAWL_SITEMAP_UNDATED")
        self.state = self.crawler.get_extension(CrawlState)

    @property
    def run_name(self) -> str:
        """The name under which the state remembers this crawl, for `scrapy doctor`."""
        return self.name

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
        """Whose page stands at `url`: this publisher's, unless a spider that crawls several says
        otherwise.
        """
        return self.profile()

    def note(self) -> str:
        """Lines for the crawl's end: which sections are gone."""
        return "\n".join(self.watch.note(f"newscrawl/spiders/{self.name}.py"))

    # For Scrapy's own commands: parse, shell, fetch

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """Whether the address is this publisher's, so that `scrapy parse URL` finds the spider."""
        return bool(cls.domain) and within(request.url, [cls.domain, *cls.domains])

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article | Request]:
        """What `scrapy parse` shows of any address: an article page's article, or requests for a
        list's articles.
        """
        if not isinstance(response, HtmlResponse):
            yield from self.parse_feed(response, Via("feed", response.url))
        elif links.is_article(response.url):
            yield from self.parse_article(response, Via("section", None), Entry(response.url))
        elif page := self._read_section(response):
            yield from self.article_requests(page.articles, Via("section", response.url))

    # Articles

    def article_requests(
        self, entries: Iterable[Entry], via: Via, section: str | None = None
    ) -> Iterator[Request]:
        """Requests for articles of this publisher, not asked for before, and not too old; the rest
        is counted.
        """
        for number, entry in enumerate(entries):
            known = self.key(entry.url)
            stated = entry.published or link_features.date_of(entry.url) or entry.listed
            if section:
                self._listed.setdefault(known, []).append(section)
            if not self.is_own(entry.url):
                self.count("skipped/offsite")
            elif section and belongs_to(entry.url, self._others, self._addresses.values()):
                self.count("skipped/other_section")
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
                yield Request(
                    entry.url,
                    self.parse_article,
                    errback=self.article_failed,
                    cb_kwargs=kwargs,
                    meta=meta,
                )

    def left_out(self, known: str) -> None:
        """Earlier crawls know the article of that key, and no source gave a reason to fetch it
        again: another may.
        """
        self._known.discard(known)

    def section_of(self, article: Article, url: str) -> str | None:
        """The crawl's name for an article's section, None if the crawl knows none.

        Of the sections that list the article, the one whose address the article's begins with has
        it, else the first: a section's page also lists what is most read in the others. If none
        lists it, the page's own word may name one.
        """
        listing = self._listed.get(self.key(url), [])
        above = [
            name
            for name in listing
            if url.startswith(self._addresses.get(name, url).rstrip("/") + "/")
        ]
        if above:
            return max(above, key=lambda name: len(self._addresses[name]))
        if listing:
            return listing[0]
        word = article.page_section
        return (
            section_names.find(word, self._addresses, article.language, self.country)
            if word
            else None
        )

    def parse_article(
        self, response: Response, via: Via, entry: Entry
    ) -> Iterator[Article | Request]:
        """The article of a page, or a request for the rest of it; nothing if the page is left
        out.
        """
        if reason := self._no_page(response):
            self.skip(entry.url, reason)
            return
        profile = self.profile_of(response.url)
        article = extract(
            document_of(response),
            via=via,
            profile=profile,
            requested_url=entry.url,
            fetched_at=datetime.now(UTC),
        )
        zone = ZoneInfo(profile.timezone) if profile.timezone else None
        complete(article, entry, via, self.section_of(article, entry.url), zone)
        if reason := self._no_article(article, response.url):
            self.skip(entry.url, reason)
        elif self.since and (day := published(article)) and latest(day, self.zone) < self.since:
            self.count("skipped/old")
        elif not self.is_new(article):
            self.skip(entry.url, "duplicate")
        else:
            self.count("articles")
            further = self.further_request(article, {article.url or ""})
            yield further or self.original_request(article) or article

    def _no_page(self, response: Response) -> str | None:
        """Why a response is not read; None if it is a page of this publisher."""
        if not isinstance(response, HtmlResponse):
            return "not_html"
        if is_binary(response.body) and not response.encoding.startswith(("utf-16", "utf-32")):
            return "binary"
        return None if self.is_own(response.url) else "offsite"  # by a redirect

    def _no_article(self, article: Article, url: str) -> str | None:
        """Why a page holds no article: it is the front page, none at all, or a list; None if it
        holds one.
        """
        if self.key(url) == self.key(resolve("/", url) or "") or not pages.is_article(article):
            return "not_article"
        found_in_list = article.via is None or article.via.kind not in ("feed", "news_sitemap")
        return "list_page" if found_in_list and pages.is_list(article) else None

    def is_new(self, article: Article) -> bool:
        """Whether no other page of this crawl gave the article. An address that another one has
        declared too is not its own.
        """
        own = marks(article)
        declared, there = self.key(article.canonical_url or ""), self.key(article.url or "")
        first = self._delivered.setdefault(declared, own)
        if (
            first is not own
            and declared != there
            and 2 * len(first & own) < min(len(first), len(own))
        ):
            self.count("canonical_shared")
            article.canonical_url = canonical.normalize(article.url or "")
            first = self._delivered.setdefault(there, own)
        return first is own

    def request_dropped(self, request: Request) -> None:
        """Scrapy's filter of duplicates let a request go, such as a redirect to an article asked
        for already.
        """
        if request.callback == self.parse_article:
            self.skip(request.cb_kwargs["entry"].url, "duplicate")
        else:
            self._sources_left -= 1

    def article_failed(self, failure: Failure) -> list[Tombstone]:
        """An article page that could not be had; where it is gone, or no page to read, later
        crawls know.

        The tombstone of an article that was delivered and is gone, where the settings ask for it.
        """
        reason = self.reason(failure).replace(" ", "_")
        known: Page | None = failure.request.meta.get(KNOWN)  # type: ignore[attr-defined]
        if (
            reason in GONE
            and known
            and not known.reason
            and self.settings.getbool("NEWSCRAWL_TOMBSTONES")
        ):
            self.count(f"skipped/{reason}")
            return [self._tombstone(failure.request.cb_kwargs["entry"].url, known, reason)]  # type: ignore[attr-defined]
        if reason in ("http_404", "http_410", "too_large", "too_many_tags", "too_slow"):
            self.skip(failure.request.cb_kwargs["entry"].url, reason)  # type: ignore[attr-defined]
        else:
            self.count(f"skipped/{reason}")
        return []

    def _tombstone(self, url: str, known: Page, reason: str) -> Tombstone:
        profile, now = self.profile_of(url), datetime.now(UTC)
        gone = replace(known, reason=reason, checked=now.timestamp(), digests=b"")
        return Tombstone(
            id=known.id,
            url=url,
            http_status=int(reason.removeprefix("http_")),
            deleted_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            crawl_id=self.crawl_id,
            publisher=Publisher(profile.id, profile.name or None, profile.domain, profile.country),
            mark=Mark(gone, (self.key(url),)),
        )

    def skip(self, url: str, reason: str) -> None:
        """Leave a page out for a reason that will hold for a while."""
        self.count(f"skipped/{reason}")
        if self.state is not None:
            self.state.skipped(self.key(url), reason)

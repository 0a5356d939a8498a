"""PublisherSpider: the one base of all publishers' spiders. What is known of a publisher are its class attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Self, cast
from zoneinfo import ZoneInfo

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from twisted.python.failure import Failure

from newscrawl.crawl.section_watch import belongs_to
from newscrawl.crawl.sources import SourceSpider
from newscrawl.discovery import link_features, links, pages, section_names
from newscrawl.discovery.entry import Entry, latest
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction import canonical, extract, joined
from newscrawl.extraction.addresses import host, registrable, resolve, within
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Publisher, Tombstone, Via
from newscrawl.job.status import output_failed
from newscrawl.middlewares.seen import ARTICLE, KNOWN, MODIFIED, PUBLISHED
from newscrawl.network.documents import document_of
from newscrawl.saved.page import is_binary
from newscrawl.state import Mark, Page
from newscrawl.text.stripping import stripped

if TYPE_CHECKING:
    from newscrawl.network.downloader import SiteDownloader

GONE = ("http_404", "http_410")
"""Reasons that say that an article's page is no more."""
MAX_ENTRIES = 50_000
"""Articles that are taken from one list, each of which waits in memory: as many as sitemaps.org allows in a sitemap."""


class PublisherSpider(SourceSpider):
    """One publisher: its sources -> article pages -> articles.

    A publisher's file sets attributes; a method is for what attributes can't say.
    """

    publisher_name: str = ""
    follow_previews: bool = False  # whether to ask publishers for what its pages preview
    selectors: dict[str, str] = {}  # field -> CSS selector, where the general extraction falls short
    verified: str | None = None  # the day on which it was last seen to work on the live site

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._known: set[str] = set()  # keys of the articles asked for
        self._listed: dict[str, list[str]] = {}  # the keys of articles -> the names of the sections that list them
        # Of the articles delivered, what tells them apart, by their keys: one may stand under several addresses.
        self._delivered: dict[str, frozenset[int]] = {}
        self._previews = 0
        # The site whose lock and outputs the state holds; None: this spider keeps no state.
        self.scope: str | None = registrable(self.domain)
        self.state: CrawlState | None = None

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

    # Articles

    def article_requests(self, entries: Iterable[Entry], via: Via, section: str | None = None) -> Iterator[Request]:
        """Requests for articles of this publisher, not asked for before, and not too old; the rest is counted."""
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
                yield Request(entry.url, self.parse_article, errback=self.article_failed, cb_kwargs=kwargs, meta=meta)

    def left_out(self, known: str) -> None:
        """Earlier crawls know the article of that key, and no source gave a reason to fetch it again: another may."""
        self._known.discard(known)

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
        if is_binary(response.body) and not response.encoding.startswith(("utf-16", "utf-32")):
            self._skip(entry.url, "binary")
            return
        if not self.is_own(response.url):  # by a redirect
            self._skip(entry.url, "offsite")
            return
        profile = self.profile_of(response.url)
        article = extract(
            document_of(response), via=via, profile=profile, requested_url=entry.url, fetched_at=datetime.now(UTC)
        )
        complete(
            article,
            entry,
            via,
            self.section_of(article, entry.url),
            ZoneInfo(profile.timezone) if profile.timezone else None,
        )
        if self.key(response.url) == self.key(resolve("/", response.url) or "") or not pages.is_article(article):
            self._skip(entry.url, "not_article")
        elif via.kind not in ("feed", "news_sitemap") and pages.is_list(article):
            self._skip(entry.url, "list_page")
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
            joined.join(
                article, extract(document_of(response), via=article.via, profile=self.profile_of(response.url)), address
            )
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
                document_of(response),
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

    def article_failed(self, failure: Failure) -> list[Tombstone]:
        """An article page that could not be had; where it is gone, or no page to read, later crawls know.

        The tombstone of an article that was delivered and is gone, where the settings ask for it.
        """
        reason = self.reason(failure).replace(" ", "_")
        known: Page | None = failure.request.meta.get(KNOWN)  # type: ignore[attr-defined]
        if reason in GONE and known and not known.reason and self.settings.getbool("NEWSCRAWL_TOMBSTONES"):
            self.count(f"skipped/{reason}")
            return [self._tombstone(failure.request.cb_kwargs["entry"].url, known, reason)]  # type: ignore[attr-defined]
        if reason in ("http_404", "http_410", "too_large", "too_many_tags", "too_slow"):
            self._skip(failure.request.cb_kwargs["entry"].url, reason)  # type: ignore[attr-defined]
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

    def _skip(self, url: str, reason: str) -> None:
        """Leave a page out for a reason that will hold for a while."""
        self.count(f"skipped/{reason}")
        if self.state is not None:
            self.state.skipped(self.key(url), reason)


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

"""FollowUpSpider: from an article's first page to its further pages, and from a preview to its
publisher.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.crawl.section_sources import SectionSpider
from newscrawl.discovery import pages
from newscrawl.extensions.state import CrawlState
from newscrawl.extraction import extract, joined
from newscrawl.extraction.addresses import host, registrable, resolve, within
from newscrawl.extraction.profile import Profile
from newscrawl.items import Article, Via
from newscrawl.network.documents import document_of
from newscrawl.network.downloader import LEAST_DELAY
from newscrawl.text.stripping import stripped


class FollowUpSpider(SectionSpider):
    """Asks for what belongs to an article beside its first page."""

    follow_previews: bool = False  # whether to ask publishers for what its pages preview

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.state: CrawlState | None = None
        self._previews = 0

    @abstractmethod
    def profile_of(self, url: str) -> Profile:
        """The publisher whose page stands at `url`."""

    @abstractmethod
    def is_new(self, article: Article) -> bool:
        """Whether no other page of this crawl gave the article."""

    @abstractmethod
    def skip(self, url: str, reason: str) -> None:
        """Leave a page out for a reason that will hold for a while."""

    # Articles over several pages

    def further_request(self, article: Article, read: set[str]) -> Request | None:
        """A request for the article's next page; None if it has none that was not read. `read` are
        the addresses so far.
        """
        stated = article.evidence
        stated.next_page = stated.next_page if stated.next_page not in read else None
        stated.pages = [page for page in stated.pages if page not in read]
        url = joined.following(article)
        if url is None:
            return None
        if len(read) >= self.settings.getint("NEWSCRAWL_ARTICLE_PAGES"):
            self.count("pages/too_many")
            return None
        kwargs = {"article": article, "read": read}
        return Request(
            url, self.parse_further, errback=self.further_failed, cb_kwargs=kwargs, dont_filter=True
        )

    def parse_further(
        self, response: Response, article: Article, read: set[str]
    ) -> Iterator[Article | Request]:
        """A further page: joined to the article, then the next one, or the article as a whole."""
        address = response.request.url if response.request else response.url
        if isinstance(response, HtmlResponse) and within(response.url, self.own_domains):
            further = extract(
                document_of(response), via=article.via, profile=self.profile_of(response.url)
            )
            joined.join(article, further, address)
            self.count("pages/joined")
            yield self.further_request(article, read | {address, response.url}) or article
        else:
            self.count("pages/not_html")
            yield article

    def further_failed(self, failure: Failure) -> Iterator[Article]:
        """A further page could not be read: the article is delivered as far as it was read, and
        says so.
        """
        self.count(f"pages/{self.reason(failure).replace(' ', '_')}")
        yield failure.request.cb_kwargs["article"]  # type: ignore[attr-defined]

    # From a preview to the article

    def original_request(self, preview: Article) -> Request | None:
        """A request for the article that a preview on this site links to on its publisher's site;
        None if there is none.
        """
        if not self.follow_previews:
            return None
        url = resolve(stripped(preview).signals.full_text_url or "", preview.url or "")
        if not url or within(url, self.own_domains):
            return None
        if self._previews >= self.settings.getint("NEWSCRAWL_PREVIEWS"):
            self.count("previews/too_many")
            return None
        # Two jobs on one site would be twice the pace.
        site = registrable(host(url))
        if self.state is not None and self.state.held(site):
            self.count("previews/publisher_busy")
            return None
        self._previews += 1
        self.count("previews")
        return Request(
            url,
            self.parse_original,
            errback=self.original_failed,
            cb_kwargs={"preview": preview},
            meta={
                LEAST_DELAY: self.settings.getfloat("NEWSCRAWL_PREVIEW_DELAY")
            },  # nobody asked for a crawl of that site
            dont_filter=True,
        )

    def parse_original(self, response: Response, preview: Article) -> Iterator[Article]:
        """The publisher's own page if it is an article and has more of it than the preview; else
        the preview.
        """
        if isinstance(response, HtmlResponse):
            found = extract(
                document_of(response),
                via=Via("preview", preview.url),
                profile=profile_at(response.url, profiles(self.settings)),
                requested_url=response.request.url if response.request else None,
                fetched_at=datetime.now(UTC),
            )
            if pages.is_article(found) and pages.length(found) > pages.length(preview):
                if self.is_new(found):
                    self.count("previews/followed")
                    yield found
                else:  # several pages preview it
                    self.skip(preview.requested_url or "", "duplicate")
                return
        self.count("previews/no_more_there")
        yield preview

    def original_failed(self, failure: Failure) -> Iterator[Article]:
        """The publisher's page could not be read: the preview is delivered."""
        self.count(f"previews/{self.reason(failure).replace(' ', '_')}")
        yield failure.request.cb_kwargs["preview"]  # type: ignore[attr-defined]

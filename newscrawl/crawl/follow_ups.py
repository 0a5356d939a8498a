"""FollowUps: repeated articles, further pages of an article, originals of previews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from newscrawl import extraction
from newscrawl.crawl.base import request_of
from newscrawl.crawl.entry_facts import marks, unpacked
from newscrawl.crawl.ledger import READ
from newscrawl.crawl.profiles import profile_at
from newscrawl.crawl.sources import SourceSpider
from newscrawl.extraction import joined, page_kinds
from newscrawl.extraction.addresses import host, normalize, registrable, resolve, within
from newscrawl.extraction.page import canonical
from newscrawl.items import Article, Via
from newscrawl.middlewares.documents import document_of
from newscrawl.network.downloader import LEAST_DELAY


class FollowUps:
    """Follows links from an article that a spider has read, before the article is delivered.

    A request carries the article. Whatever the answer, the callback yields one article in the end,
    or none if the original of a preview was delivered before.
    """

    def __init__(self, spider: SourceSpider) -> None:
        self.spider = spider
        # hash of an article's key -> its marks, for the delivered articles. One article may have
        # several keys.
        self._delivered: dict[int, bytes] = {}

    def is_new(self, article: Article) -> bool:
        """Returns whether no other page of this crawl was the same article.

        If a different article has declared the same canonical address, the article gets its own
        address as `canonical_url`.
        """
        key, own = self.spider.key, marks(article)
        declared, address = key(article.canonical_url or ""), key(article.url or "")
        first = self._delivered.setdefault(hash(declared), own)
        may_differ = first is not own and declared != address
        if may_differ and not canonical.are_one(unpacked(first), unpacked(own)):
            self.spider.count("canonical_shared")
            article.canonical_url = normalize(article.url or "")
            first = self._delivered.setdefault(hash(address), own)
        return first is own

    # Articles over several pages

    def further_request(self, article: Article, read: set[str]) -> Request | None:
        """Returns a request for the article's next page that is not in `read`, or None."""
        evidence = article.evidence
        evidence.next_page = evidence.next_page if evidence.next_page not in read else None
        evidence.pages = [page for page in evidence.pages if page not in read]
        url = joined.following(article)
        if url is None:
            return None
        if len(read) > 1:  # the article has pages, so a page that can't be read is missing
            evidence.next_page = url
        if len(read) >= self.spider.settings.getint("NEWSCRAWL_ARTICLE_PAGES"):
            self.spider.count("pages/too_many")
            return None
        return Request(
            url,
            self.parse_further,
            errback=self.further_failed,
            cb_kwargs={"article": article, "read": read},
            dont_filter=True,
        )

    def parse_further(
        self, response: Response, article: Article, read: set[str]
    ) -> Iterator[Article | Request]:
        """Joins a further page. Yields the request for the next page, or else the article."""
        address = response.request.url if response.request else response.url
        if isinstance(response, HtmlResponse) and within(response.url, self.spider.own_domains):
            further = extraction.extract(
                document_of(response), via=article.via, profile=self.spider.profile_of(response.url)
            )
            before = len(article.blocks)
            joined.join(article, further, address)
            if len(article.blocks) > before:  # otherwise the pages are those of the comments
                article.evidence.pages += further.evidence.pages
            self.spider.count("pages/joined")
            yield self.further_request(article, read | {address, response.url}) or article
        else:
            self.spider.count("pages/not_html")
            yield article

    def further_failed(self, failure: Failure) -> Iterator[Article]:
        """Yields the article as far as it was read, because its next page failed."""
        self.spider.count(f"pages/{self.spider.reason(failure)}")
        yield request_of(failure).cb_kwargs["article"]

    # From a preview to the article

    def original_request(self, preview: Article) -> Request | None:
        """Returns a request for the article that a preview links to, or None."""
        if not self.spider.follow_previews:
            return None
        url = resolve(extraction.full_text_url(preview) or "", preview.url or "")
        if not url or within(url, self.spider.own_domains):
            return None
        assert self.spider.crawler.stats
        followed = self.spider.crawler.stats.get_value("newscrawl/spider/previews", 0)
        if followed >= self.spider.settings.getint("NEWSCRAWL_PREVIEWS"):
            self.spider.count("previews/too_many")
            return None
        # Two jobs on one site would double the rate of requests.
        site = registrable(host(url))
        if self.spider.crawl_state is not None and self.spider.crawl_state.held(site):
            self.spider.count("previews/publisher_busy")
            return None
        self.spider.count("previews")
        return Request(
            url,
            self.parse_original,
            errback=self.original_failed,
            cb_kwargs={"preview": preview},
            # a slow pace: the user did not name this site
            meta={LEAST_DELAY: self.spider.settings.getfloat("NEWSCRAWL_PREVIEW_DELAY")},
            dont_filter=True,
        )

    def parse_original(self, response: Response, preview: Article) -> Iterator[Article]:
        """Yields the publisher's own article if it is longer than the preview, else the preview."""
        if isinstance(response, HtmlResponse):
            found = extraction.extract(
                document_of(response),
                via=Via("preview", preview.url),
                profile=profile_at(response.url, self.spider.publishers),
                requested_url=response.request.url if response.request else None,
                fetched_at=datetime.now(UTC),
            )
            is_longer = page_kinds.length(found) > page_kinds.length(preview)
            if is_longer and page_kinds.is_article(found):
                if self.is_new(found):
                    self.spider.count("previews/followed")
                    yield found
                else:  # several pages preview the article
                    self.spider.skip(preview.requested_url or "", READ)
                return
        self.spider.count("previews/no_more_there")
        yield preview

    def original_failed(self, failure: Failure) -> Iterator[Article]:
        """Yields the preview, because the publisher's page could not be read."""
        self.spider.count(f"previews/{self.spider.reason(failure)}")
        yield request_of(failure).cb_kwargs["preview"]

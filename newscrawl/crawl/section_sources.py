"""SectionSpider: from a publisher's sections, or its front page, to requests for articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from scrapy import signals
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from newscrawl.crawl.base import request_of
from newscrawl.crawl.section_watch import choose, older_page
from newscrawl.crawl.sources import SourceSpider, entries_of
from newscrawl.discovery import address_list, section_names, sitemaps
from newscrawl.discovery.entry import Entry
from newscrawl.discovery.sections import MAX_SECTIONS, SectionPage, section_page
from newscrawl.discovery.source_text import UnreadableError
from newscrawl.items import Via
from newscrawl.job.arguments import ArgumentError
from newscrawl.job.reasons import in_words
from newscrawl.job.status import UNKNOWN_SECTION
from newscrawl.middlewares.documents import root_of
from newscrawl.middlewares.seen import ONLY_IF_NEW

LOGIN = "//input[@type='password']"
"""Shows that a login stands in the place of a front page without articles, or of an article."""
TO_FRONT_PAGE = "leads to the front page"
"""The reason of a section that is lost because its address leads to the front page."""
MAX_WAITING = 1_000
"""After so many addresses a list waits for an empty scheduler, so that memory stays flat."""


class SectionSpider(SourceSpider):
    """Reads sections and the front page. Looks for lost sections in the site's navigation."""

    # What a crawl begins with

    async def start(self) -> AsyncIterator[Request]:
        if self.arguments.urls:
            async for request in self._listed_requests(self.arguments.urls):
                yield request
            return
        for request in self.sources():
            yield request

    async def _listed_requests(self, path: Path) -> AsyncIterator[Request]:
        """Yields requests for the articles of a list of addresses, in parts of MAX_WAITING."""
        self.watch.addresses = {name: self._at(url) for name, url in self.sections.items()}
        assert self.crawler.engine
        for count, (number, text, url) in enumerate(address_list.lines_of(path), 1):
            if url is None:
                self.count("skipped/bad_address")
                self.logger.warning("Line %d of %s is not an address: %s", number, path, text[:200])
                continue
            for request in self.article_requests([Entry(url)], Via("seed", None)):
                yield request
            if count % MAX_WAITING == 0 and self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)

    def sources(self) -> Iterator[Request]:
        """Yields the first requests of a crawl.

        Feeds and sitemaps come first, because they say more about an article than a link does.
        """
        if not self.arguments.only:
            for url in self.feeds:
                yield self.feed_request(self._at(url))
            news_sitemaps = [self._at(url) for url in self.news_sitemaps]
            yield from self.sitemap_requests(news_sitemaps, "news_sitemap")
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
            yield self._source(self.home, self.parse_front)

    def section_request(self, url: str, name: str, page: int = 1, first: str = "") -> Request:
        """Returns a request for a page of a section. `first` is the section's address."""
        if page == 1:
            self.watch.addresses[name] = url
        return self._source(
            url,
            self.parse_section,
            self.section_failed,
            # a further page waits for the articles before it, so that few requests wait at a time
            priority=1 if page == 1 else 0,
            via=Via("section", url),
            name=name,
            page=page,
            first=first or url,
        )

    # Sections

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Yields requests for the front page's articles, and for the sections in its navigation."""
        page = self._read_section(response)
        if page is None:
            return
        if not page.articles and not page.sections:
            # The page is made by scripts, or asks whether a person is there.
            login = bool(isinstance(response, HtmlResponse) and root_of(response).xpath(LOGIN))
            self._source_unread(response.url, "login" if login else "no articles")
            return
        self.count("sources_read")
        found = self._named(page.sections, response)
        if self.arguments.only:
            try:
                chosen = choose(
                    found, self.arguments.only, self.name, self._language(response), self.country
                )
                self.watch.others = [url for name, url in found.items() if name not in chosen]
                found = chosen
            except ArgumentError as error:
                self.logger.error("%s", error)
                raise CloseSpider(UNKNOWN_SECTION) from error
        # Well-known sections come first: a navigation may list a hundred towns before the opinion
        # pages.
        first = sorted(found, key=lambda name: name not in section_names.names())[:MAX_SECTIONS]
        self.count("sections_found", len(first))
        self.count("skipped/too_many_sections", len(found) - len(first))
        self.logger.info(
            "Sections in the navigation of %s: %s", response.url, ", ".join(first) or "none"
        )
        for name in first:
            yield self.section_request(found[name], name)
        # After the sections: the downloader takes the first requests at once, and a story whose
        # section is not yet read has none.
        if not self.arguments.only:
            yield from self.article_requests(page.articles, Via("section", response.url))

    def parse_section(
        self, response: Response, via: Via, name: str, page: int, first: str
    ) -> Iterator[Request]:
        """Yields requests for the articles of a section's page. Yields one for its next page if
        `pages` allows it and this page had a new article.
        """
        found = self._read_section(response, feed=page > 1)
        if found is None:
            return
        if self.key(response.url) == self.key(self.home) != self.key(via.url or ""):
            self.watch.navigation = self._named(found.sections, response)
            yield from self._section_lost(name, page, TO_FRONT_PAGE)
            return
        if not found.articles and page == 1:
            yield from self._no_articles(name)
            return
        self.count("sources_read")
        self.watch.read.add(name)
        self.count("sections/moved", page == 1 and name in self.watch.moved)
        requests = list(self.article_requests(found.articles, via, name))
        yield from requests
        if requests and page < (self.arguments.pages or self.section_pages):
            first = response.url if page == 1 else first
            if older := found.next_page or older_page(self.older_pages, first, page + 1):
                following = self.section_request(older, name, page + 1, first)
                following.meta[ONLY_IF_NEW] = True
                yield following

    def _read_section(self, response: Response, feed: bool = False) -> SectionPage | None:
        """Returns a section's page, or None if it is not this site's. With `feed` the response
        may also be a feed of older articles.
        """
        if page := self._own_page(response):
            return page
        reason = "not a page of this site"
        if feed:
            try:
                return SectionPage(entries_of(response))
            except UnreadableError as error:
                reason = error.reason
        self._source_unread(response.url, reason)
        return None

    def _own_page(self, response: Response) -> SectionPage | None:
        if not (isinstance(response, HtmlResponse) and self.is_own(response.url)):
            return None
        page = section_page(root_of(response), response.url, self.own_domains)
        page.sections = {name: url for name, url in page.sections.items() if self.is_own(url)}
        return page

    def _named(self, navigation: Mapping[str, str], response: Response) -> dict[str, str]:
        """Returns the sections of a page's navigation by the names of newscrawl."""
        return section_names.named(navigation, self._language(response), self.country)

    def _language(self, response: Response) -> str | None:
        on_page = root_of(response).get("lang") if isinstance(response, HtmlResponse) else None
        return self.language or on_page

    # Lost sections
    #
    # The publisher's file names them, but their addresses give no articles. They wait until the
    # front page's navigation was read, once, and are then asked for at the addresses there.

    def section_failed(self, failure: Failure) -> Iterator[Request]:
        given, reason = request_of(failure).cb_kwargs, self.reason(failure)
        yield from self._section_lost(given["name"], given["page"], reason)

    def _section_lost(self, name: str, page: int, reason: str) -> Iterator[Request]:
        """Handles a section's page that could not be read. A first page may have moved."""
        if page > 1:
            self.count(f"sections/older_pages/{reason}")
        elif reason in ("http 404", "http 410", TO_FRONT_PAGE):
            yield from self._section_gone(name, reason)
        else:
            self._section_unread(name, reason)

    def _no_articles(self, name: str) -> Iterator[Request]:
        """Handles a section without articles: an error if the publisher's file names it."""
        if name in self.sections:
            yield from self._section_gone(name, "no articles")
        else:
            self.count("sections_empty")
            self.count("sources_read")

    def _section_gone(self, name: str, reason: str) -> Iterator[Request]:
        """Looks in the navigation for a section of the publisher's file. Gives up any other."""
        if not self.watch.lose(name, reason):
            self.watch.moved.pop(name, None)
            self._section_unread(name, reason)
        elif self.watch.navigation is not None:
            yield from self._moved_sections(self.watch.navigation)
        elif len(self.watch.waiting) == 1:  # further lost sections wait for the same answer
            request = self._source(self.home, self.parse_navigation, self.navigation_failed)
            yield request.replace(dont_filter=True)

    def parse_navigation(self, response: Response) -> Iterator[Request]:
        """Reads the front page's navigation, because sections are gone."""
        page = self._own_page(response)
        yield from self._moved_sections(self._named(page.sections, response) if page else {})

    def navigation_failed(self, failure: Failure) -> Iterator[Request]:
        self.logger.warning(
            "Could not read the navigation of %s: %s", self.home, in_words(self.reason(failure))
        )
        yield from self._moved_sections({})

    def _moved_sections(self, navigation: Mapping[str, str]) -> Iterator[Request]:
        """Yields requests for lost sections that the navigation has at another address. Gives up
        the others. If the navigation has a section at its old address, it is not gone.
        """
        listed = {self.key(self._at(url)) for url in self.sections.values()}
        lost, self.watch.waiting = self.watch.waiting, []
        self.watch.navigation = navigation
        for name in lost:
            url, reason = self.watch.addresses[name], self.watch.gone[name]
            key = section_names.find(name, navigation, self.language, self.country)
            found = navigation[key] if key else None
            if found is not None and self.key(found) == self.key(url):
                self.watch.gone.pop(name)
                self._section_unread(name, reason)
            elif found is None or not self.is_own(found) or self.key(found) in listed:
                self._section_unread(name, reason)
            else:
                self.watch.moved[name] = found
                self.logger.warning(
                    "Section %s is not at %s (%s); the navigation has %s", name, url, reason, found
                )
                yield self.section_request(found, name)

    def _section_unread(self, name: str, reason: str) -> None:
        """Counts a section that could not be read. A section whose feed was read counts as read."""
        url = self.watch.addresses[name]
        if name in self.watch.read:
            self.count("sections/from_feed")
            self.logger.info(
                "Section %s could not be read at %s (%s); its feed was", name, url, reason
            )
        else:
            self.count("sections/lost", name in self.watch.gone)
            self._source_unread(url, reason)

"""ProbeSpider: reads a site's sources and a few of its articles, for `scrapy add`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import DontCloseSpider
from scrapy.http import HtmlResponse, Request, Response

from newscrawl.crawl.site import AnySiteSpider
from newscrawl.discovery.entry import Entry
from newscrawl.discovery.probe import MOST_SECTIONS, Probe, platform_of, section_words, spread
from newscrawl.extraction.addresses import host, registrable
from newscrawl.extraction.profile import Profile
from newscrawl.items import Via
from newscrawl.job.reasons import in_words
from newscrawl.middlewares.documents import root_of

ARTICLES = 10
"""Articles that are read: enough to see whether dates, authors and texts are found."""
CANDIDATES = 50
"""The most articles of one source to choose from."""
_SKIPPED = "skipped/"


class ProbeSpider(AnySiteSpider):
    """Reads the sources that `site` finds, then `ARTICLES` articles, one of each source in turn."""

    name = "probe"
    follow_previews = False

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.probe = Probe(self.home)
        self._candidates: dict[str, list[Request]] = {}
        self._chosen: list[Request] | None = None
        self._index_of: dict[str, str] = {}  # sitemap of an index -> the index

    def profile_of(self, url: str) -> Profile:
        """Returns what the pages say about themselves, even if the project has a file of the site."""
        domain = registrable(host(url))
        return Profile(id=domain, name="", domain=domain)

    def parse_front(self, response: Response) -> Iterator[Request]:
        """Reads the front page, and of its sections those that a publisher's file may name."""
        requests = list(super().parse_front(response))
        if isinstance(response, HtmlResponse):
            places = "/html/@lang | //meta[@property='og:locale']/@content"
            stated = [str(value) for value in root_of(response).xpath(places)]
            self.probe.locales, self.probe.platform = stated, platform_of(response.text)
        known, self.probe.others = section_words(self.found_sections)
        wanted = dict(islice(known.items(), MOST_SECTIONS))
        self.found_sections = dict(wanted)
        for request in requests:
            if request.callback != self.parse_section or request.cb_kwargs["name"] in wanted:
                yield request

    def parse_sitemap(self, response: Response, via: Via) -> Iterator[Request]:
        """Counts the articles of an index's sitemaps for the index, which the file will name."""
        for request in super().parse_sitemap(response, via):
            if (named := request.cb_kwargs.get("via")) and via.url:
                self._index_of[named.url] = self._index_of.get(via.url, via.url)
            yield request

    def article_requests(
        self, entries: Iterable[Entry], via: Via, section: str | None = None
    ) -> Iterator[Request]:
        """Yields nothing yet: the articles are chosen after all sources were read."""
        listed = list(entries)
        url = via.url or self.home
        url = self._index_of.get(url, url)
        self.probe.listed[url] = self.probe.listed.get(url, 0) + len(listed)
        found = super().article_requests(listed, via, section)
        self._candidates.setdefault(url, []).extend(islice(found, CANDIDATES))
        return iter(())

    def spider_idle(self) -> None:
        super().spider_idle()
        if self._chosen is not None:
            return
        assert self.crawler.engine
        self._chosen = spread(self._candidates.values(), ARTICLES)
        for request in self._chosen:
            self.crawler.engine.crawl(request)
        if self._chosen:
            raise DontCloseSpider

    def found_there(self) -> Probe:
        """Returns what was found, after the crawl."""
        is_folder = urlsplit(self.home).path.endswith("/")
        self.probe.home = self.home if is_folder else urljoin(self.home, "/")
        self.probe.sections = self.found_sections
        self.probe.feeds = self.found["feed"]
        self.probe.news_sitemaps = self.found["news_sitemap"]
        self.probe.sitemaps = self.found["sitemap"]
        return self.probe

    def count(self, event: str, number: int = 1) -> None:
        """Counts as every crawl does, and notes why an article that was chosen gave no record."""
        super().count(event, number)
        if number and self._chosen and event.startswith(_SKIPPED):
            self.probe.skipped.append(in_words(event.removeprefix(_SKIPPED)))

    def _source_unread(self, url: str, reason: str) -> None:
        self.probe.failed[url] = in_words(reason)
        super()._source_unread(url, reason)

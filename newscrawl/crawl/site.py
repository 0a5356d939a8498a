"""AnySiteSpider: crawls any news site by its address, and finds its sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.sitemap import sitemap_urls_from_robots
from twisted.python.failure import Failure

from newscrawl.crawl.base import request_of
from newscrawl.crawl.profiles import profile_at
from newscrawl.crawl.publisher import PublisherSpider
from newscrawl.discovery import feeds, links, publisher_file, section_names, sections, sitemaps
from newscrawl.discovery.address_list import lines_of
from newscrawl.discovery.entry import Entry
from newscrawl.discovery.source_text import UnreadableError
from newscrawl.extraction.addresses import host, registrable, resolve
from newscrawl.extraction.profile import Profile
from newscrawl.items import Via, ViaKind
from newscrawl.job.arguments import ArgumentError, SiteArguments
from newscrawl.job.status import SITE_BUSY, UNKNOWN_SECTION
from newscrawl.middlewares.documents import root_of
from newscrawl.middlewares.robotstxt import MAX_SIZE as MAX_ROBOTS

# The usual places of feeds and sitemaps, the most frequent first.
FEEDS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/index.xml", "/atom.xml", "/feed.json")
NEWS_SITEMAPS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemaps/news.xml",
    "/sitemap_news.xml",
    "/news.xml",
)
SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/wp-sitemap.xml")
MAX_FEEDS, MAX_SITEMAPS = 5, 5  # the most that are read of a site; most sites have one of each
MAX_NAMED = 10_000  # the most sitemaps that are read of a robots.txt; the most seen are 114
_NEWS = re.compile(r"(?<![a-z])(?:google|g|sitemap)?news(?:sitemap)?(?![a-z])", re.IGNORECASE)

Place = tuple[ViaKind, str]
"""A kind of source, and the path where it may be."""


class AnySiteSpider(PublisherSpider):
    """Crawls the site of `-a url=`, or only the articles of a list of addresses (`-a urls=`)."""

    takes: ClassVar[type[SiteArguments]] = SiteArguments
    follow_previews = True

    arguments: SiteArguments

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.home, self.own_domains = self.arguments.url, [registrable(host(self.arguments.url))]
        self._sites: frozenset[str] = frozenset()  # the sites in a list of addresses
        if self.arguments.urls:
            listed = dict.fromkeys(
                registrable(host(url)) for *_, url in lines_of(self.arguments.urls) if url
            )
            if not listed:
                raise ArgumentError(
                    f"-a urls={self.arguments.urls}: no line of this file is an address"
                )
            self._sites, self.own_domains = frozenset(listed), list(listed)
            self.home = self.home or f"https://{self.own_domains[0]}/"
        self.scope = self.own_domains[0]
        # site of a list -> whether this job has its lock
        self._free: dict[str, bool] = {self.scope: True}
        # The sources found at the site, in the form of a publisher's file.
        self.found_sections: dict[str, str] = {}
        self.found: dict[ViaKind, list[str]] = {"feed": [], "news_sitemap": [], "sitemap": []}

    @property
    def run_name(self) -> str:
        """The name under which the state remembers this crawl, for `scrapy doctor`."""
        return self.own_domains[0]

    def profile_of(self, url: str) -> Profile:
        """Returns the project's profile of the publisher, or a new one with the domain alone."""
        domain = registrable(host(url)) if self._sites else self.own_domains[0]
        # the name of a new publisher comes from its pages
        return profile_at(url, self.publishers) or Profile(id=domain, name="", domain=domain)

    def is_own(self, url: str) -> bool:
        """Returns whether an address belongs to the crawl: to the site, or to any site of a list."""
        return registrable(host(url)) in self._sites if self._sites else super().is_own(url)

    def article_requests(
        self, entries: Iterable[Entry], via: Via, section: str | None = None
    ) -> Iterator[Request]:
        """Leaves out addresses of a list if another job crawls their site."""
        if via.kind == "seed":
            entries = [entry for entry in entries if self._may_crawl(registrable(host(entry.url)))]
        return super().article_requests(entries, via, section)

    def _may_crawl(self, site: str) -> bool:
        """Returns whether this job has the lock of a listed site, and counts the address if not."""
        if site not in self._free:
            self._free[site] = self.crawl_state is None or self.crawl_state.lock(site)
            if not self._free[site]:
                self.logger.error(
                    "%s is being crawled by another job: its addresses are left out", site
                )
        self.count("skipped/site_busy", not self._free[site])
        return self._free[site]

    def note(self) -> str:
        """Returns the sources found, as attributes of a publisher's file."""
        if self.arguments.only or self.arguments.urls:
            return super().note()
        path = partial(publisher_file.path, home=self.home)
        facts: dict[str, Any] = {"sections": {}, "# other sections": {}}
        for name, url in self.found_sections.items():
            is_known = name in section_names.names()
            facts["sections" if is_known else "# other sections"][name] = path(url)
        facts |= {f"{kind}s": list(map(path, urls)) for kind, urls in self.found.items()}
        lines = [
            f"    {name} = {json.dumps(value, ensure_ascii=False)}"
            for name, value in facts.items()
            if value
        ]
        form = ", in the form of a publisher's file:"
        first = form if lines else ": no sections, feeds or sitemaps that list articles."
        if known := profile_at(self.home, self.publishers):
            lines.append(f"The project has a file of this publisher: scrapy crawl {known.id}")
        return "\n".join(filter(None, [f"Found at {self.home}{first}", *lines, super().note()]))

    def sources(self) -> Iterator[Request]:
        if links.is_article(self.home):
            self.logger.info(
                "%s looks like an article, so the crawl begins at the site's front page", self.home
            )
            self.home = urljoin(self.home, "/")
        yield self._source(self.home, self.parse_front, self.front_failed)

    def parse_front(self, response: Response) -> Iterator[Request]:
        if kind := _kind_of(response):
            if self.arguments.only:
                self.logger.error(
                    "%s is a feed or sitemap, which has no sections: leave out -a only=, or give the"
                    " site's front page",
                    response.url,
                )
                raise CloseSpider(UNKNOWN_SECTION)
            self.home = urljoin(self.home, "/")
            yield from self.parse_place(response, [(kind, response.url)])
            return
        domain = registrable(host(response.url))
        if domain not in self.own_domains and self._has_moved(response, domain):
            self.own_domains = [domain]
            if self.crawl_state is not None and not self.crawl_state.lock(domain):
                self.logger.error(
                    "%s has moved to %s, which is being crawled by another job", self.home, domain
                )
                raise CloseSpider(SITE_BUSY)
        if domain in self.own_domains:
            self.home = response.url
        requests = list(super().parse_front(response))
        for request in requests:
            if request.callback == self.parse_section:
                self.found_sections[request.cb_kwargs["name"]] = request.url
        if not self.arguments.only and isinstance(response, HtmlResponse):
            if domain in self.own_domains:
                linked = sections.feed_links(root_of(response), response.url)
                self.found["feed"] = linked[:MAX_FEEDS]
            yield from self._search_all()
        yield from requests

    def _has_moved(self, response: Response, domain: str) -> bool:
        """Returns whether the site has moved to `domain`: the page there is a front page or links
        to articles. A page that asks for consent is neither.
        """
        if not isinstance(response, HtmlResponse):
            return False
        if urlsplit(response.url).path in ("", "/"):
            return True
        return bool(sections.section_page(root_of(response), response.url, [domain]).articles)

    def front_failed(self, failure: Failure) -> Iterator[Request]:
        """Searches feeds and sitemaps, because the site refuses its front page to programs."""
        self.source_failed(failure)
        if not self.arguments.only and isinstance(failure.value, HttpError):
            yield from self._search_all()

    def _search_all(self) -> Iterator[Request]:
        linked = list(self.found["feed"])
        self.logger.info("Feeds that %s names: %s", self.home, ", ".join(linked) or "none")
        yield from map(self.feed_request, linked)
        yield from self._search([("feed", path) for path in FEEDS] if not linked else [])
        robots = urljoin(self.home, "/robots.txt")
        yield Request(
            robots, self.parse_robots, errback=self.no_robots, dont_filter=True, priority=2
        )

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """Yields requests for the sitemaps that robots.txt names. Sitemaps of all articles are read
        only if there are no news sitemaps, or with `since`.
        """
        listed_there = sitemap_urls_from_robots(response.body[:MAX_ROBOTS], response.url)
        named = [url for u in islice(listed_there, MAX_NAMED) if (url := resolve(u, response.url))]
        news = [url for url in named if _NEWS.search(url.partition("://")[2].partition("/")[2])]
        self.logger.info(
            "Sitemaps in %s: %s, of news: %s", response.url, len(named), ", ".join(news) or "none"
        )
        # Many sites list a sitemap for each month since they began. Of sitemaps without a date,
        # the first is the main one.
        listed = [(url, None) for url in reversed(named) if url not in news]
        others = sitemaps.recent(listed, self._horizon(), self.zone)
        places: dict[ViaKind, list[str]] = {
            "news_sitemap": news,
            "sitemap": others if self.since or not news else [],
        }
        for kind, urls in places.items():
            self.found[kind] = urls[:MAX_SITEMAPS]
            yield from self.sitemap_requests(self.found[kind], kind)
        yield from self._search_sitemaps(news=not news, others=not named)

    def no_robots(self, failure: Failure) -> Iterator[Request]:
        self.reason(failure)
        yield from self._search_sitemaps(news=True, others=True)

    def _search_sitemaps(self, news: bool, others: bool) -> Iterator[Request]:
        places: list[Place] = [("news_sitemap", path) for path in NEWS_SITEMAPS if news]
        places += [("sitemap", path) for path in SITEMAPS if others]
        yield from self._search(places)

    def _search(self, places: Sequence[Place]) -> Iterator[Request]:
        """Yields a request for the first of some places. If nothing is there, the next follows."""
        if not places:
            return
        url = urljoin(self.home, places[0][1])
        yield Request(
            url,
            self.parse_place,
            errback=self.nothing_there,
            cb_kwargs={"places": places},
            priority=2,
        )

    def parse_place(self, response: Response, places: Sequence[Place]) -> Iterator[Request]:
        kind = places[0][0]
        if not _is_readable(response, kind):
            yield from self._search(places[1:])
            return
        self.logger.info("A %s at %s", kind.replace("_", " "), response.url)
        self.found[kind].append(response.url)
        parse = self.parse_feed if kind == "feed" else self.parse_sitemap
        yield from parse(response, Via(kind, response.url))

    def nothing_there(self, failure: Failure) -> Iterator[Request]:
        self.reason(failure)
        yield from self._search(request_of(failure).cb_kwargs["places"][1:])

    def _no_articles(self, name: str) -> Iterator[Request]:
        self.found_sections.pop(name, None)
        yield from super()._no_articles(name)

    def _source_unread(self, url: str, reason: str) -> None:
        self.found_sections = {n: u for n, u in self.found_sections.items() if u != url}
        self.found = {kind: [u for u in urls if u != url] for kind, urls in self.found.items()}
        super()._source_unread(url, reason)


def _kind_of(response: Response) -> ViaKind | None:
    """Returns whether the address given for a site leads to a feed or a sitemap."""
    kinds: tuple[ViaKind, ...] = () if isinstance(response, HtmlResponse) else ("feed", "sitemap")
    return next((kind for kind in kinds if _is_readable(response, kind)), None)


def _is_readable(response: Response, kind: ViaKind) -> bool:
    read = feeds.entries_of if kind == "feed" else sitemaps.sitemap_of
    try:
        read(response.body, response.url)
    except UnreadableError:
        return False
    return True

"""What earlier crawls delivered or skipped is not asked for again, unless it may have changed."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import run_in_thread

from newscrawl.extensions.state import STATE_FAILED, CrawlState
from newscrawl.items import Article
from newscrawl.state import Page, StateError
from newscrawl.state.recheck import due

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

ARTICLE = "article"
"""The key of request.meta under which a request for an article names the key of its address."""
MODIFIED = "modified"
"""The key of request.meta under which it says when its source says that it was modified: a date, or None."""
PUBLISHED = "published"
"""The same of when it was published."""
ONLY_IF_NEW = "only_if_new"
"""The key of request.meta that marks a list's next page: not asked for where every article of this one is known."""


class SeenMiddleware:
    """A spider middleware: one look into the state for each response, in a thread.

    Lets pass the requests for articles that are new or due, and tells articles what is known of them.
    """

    def __init__(self, crawler: Crawler, state: CrawlState) -> None:
        self.crawler = crawler
        self.state = state

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        state = crawler.get_extension(CrawlState)
        if state is None:
            raise NotConfigured
        return cls(crawler, state)

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        outputs = [output async for output in result]
        spider: Any = self.crawler.spider
        for article in outputs:
            if isinstance(article, Article):
                article.evidence.keys = tuple(dict.fromkeys(map(spider.key, _addresses(article))))
                declared = spider.key(article.canonical_url) if article.canonical_url else None
                article.evidence.declared_key = declared if declared not in article.evidence.keys else None
        keys = {key for output in outputs for key in _keys(output)}
        try:
            known = await run_in_thread(self.state.store.known, keys)
        except StateError as error:
            logger.error("%s", error)
            raise CloseSpider(STATE_FAILED) from error
        now = time.time()
        links = passed = 0
        for output in outputs:
            if isinstance(output, Article):
                output.evidence.known = _best(output.evidence.keys, known)
                output.evidence.namesake = _best(_declared(output), known)
            elif isinstance(output, Request) and ARTICLE in output.meta:
                links += 1
                page = known.get(output.meta[ARTICLE])
                dates = output.meta[MODIFIED], output.meta[PUBLISHED]
                if page is not None and not spider.arguments.again and not due(page, *dates, now, spider.zone):
                    self._count(f"skipped/{page.reason}" if page.reason else "skipped/delivered")
                    continue
                passed += 1
                self._count("recheck" if page else "new")
            elif isinstance(output, Request) and output.meta.get(ONLY_IF_NEW) and links and not passed:
                self._count("no_next_page")
                continue
            yield output

    def _count(self, event: str) -> None:
        assert self.crawler.stats
        self.crawler.stats.inc_value(f"newscrawl/seen/{event}")


def _addresses(article: Article) -> list[str]:
    """The addresses that led to the article; a preview's too, where the article was found by it."""
    found = [article.requested_url, article.url]
    if article.via is not None and article.via.kind == "preview":
        found.append(article.via.url)
    return [url for url in found if url]


def _keys(output: Any) -> tuple[str, ...]:
    if isinstance(output, Article):
        return (*output.evidence.keys, *_declared(output))
    return (output.meta[ARTICLE],) if isinstance(output, Request) and ARTICLE in output.meta else ()


def _declared(article: Article) -> tuple[str, ...]:
    """The key of the address that a page declares, where it was not asked for by that."""
    return (article.evidence.declared_key,) if article.evidence.declared_key else ()


def _best(keys: Iterable[str], known: dict[str, Page]) -> Page | None:
    """What is known of an article under these keys: its delivery, not that it was skipped."""
    pages = [known[key] for key in keys if key in known]
    return next((page for page in pages if page.reason is None), None)

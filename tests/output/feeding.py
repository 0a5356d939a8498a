"""What tests of feeds share: an article, and ArticleFeeds on settings without a crawl."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy import signals
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from newscrawl.extensions.feeds import ArticleFeeds
from newscrawl.items import Article, Block, Link, PageEvidence, Via
from newscrawl.settings import FEED_EXPORTERS
from newscrawl.state import Batch, Output, StateError


def article(text: str = "A text.", **values: Any) -> Article:
    block = Block(
        "paragraph", text, links=[Link("hidden link", "http://hidden.example/")], where="div.hidden"
    )
    evidence = PageEvidence(
        source="page", jsonld_body="hidden body", after=[Block("paragraph", "hidden block")]
    )
    values = {
        "url": "http://a.example/1",
        "text": text,
        "blocks": [block],
        "evidence": evidence,
    } | values
    return Article(via=Via("archive", "file:///a.warc"), **values)


class State:
    """A state whose database is down from the commit with this number on."""

    def __init__(self, away: int) -> None:
        self.left = away
        self.finished = False
        self.committed: list[Batch] = []

    def begin(self, output: Output) -> None:
        self._use()

    def take(self) -> Batch:
        return Batch()

    def delivered(self, article: Article) -> None:
        pass

    async def commit(self, batch: Batch) -> None:
        self._use()
        self.committed.append(batch)

    async def finish(self) -> None:
        self.finished = True

    def _use(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise StateError("the state is away")


class Feeds:
    """ArticleFeeds with settings of a test, and an engine that stores the reason of its end."""

    def __init__(self, state: State | None = None, **settings: Any) -> None:
        self.stats = StatsCollector(
            SimpleNamespace(settings=Settings({"STATS_DUMP": False}), spider=None)
        )  # type: ignore[arg-type]
        self.closed: list[str] = []
        self.stopped = False
        self.at_start: list[Any] = []  # what the engine calls when it starts
        self.crawler = SimpleNamespace(
            settings=Settings({"FEED_EXPORTERS": FEED_EXPORTERS, **settings}),
            stats=self.stats,
            engine=self,
            signals=SimpleNamespace(send_catch_log_async=self._sent, connect=self._connect),
            spider=None,
            get_extension=lambda cls: state,
        )
        self.spider = SimpleNamespace(name="test", crawler=self.crawler)
        self.feeds = ArticleFeeds(self.crawler)  # type: ignore[arg-type]

    async def close_spider_async(self, *, reason: str) -> None:
        self.closed.append(reason)

    async def stop_async(self) -> None:
        self.stopped = True

    def _connect(self, receiver: Any, signal: object) -> None:
        assert signal is signals.engine_started
        self.at_start.append(receiver)

    async def _sent(self, *args: Any, **kwargs: Any) -> None:
        return None

    def run(self, articles: list[Article]) -> dict[str, Any]:
        async def crawl() -> None:
            self.feeds.open_spider(self.spider)  # type: ignore[arg-type]
            for receiver in self.at_start:
                await receiver()
            for one in articles:
                self.feeds.item_scraped(one, self.spider)  # type: ignore[arg-type]
                await asyncio.sleep(0)
            await self.feeds.close_spider(self.spider)  # type: ignore[arg-type]

        asyncio.run(crawl())
        return self.stats.get_stats()


def feed(path: Path, state: State | None = None, **options: Any) -> Feeds:
    return Feeds(
        state, FEEDS={str(path): {"format": "jsonlines", "overwrite": True, **options}}, **SYNC
    )


SYNC = {"NEWSCRAWL_SYNC_SECONDS": 10, "NEWSCRAWL_SYNC_RECORDS": 100}

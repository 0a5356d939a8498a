"""The state during a crawl: opened and locked at its start, asked by components, written with the exporter's syncs."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import run_in_thread

from newscrawl import lines
from newscrawl.arguments import StartError
from newscrawl.exceptions import Unchanged
from newscrawl.items import Article
from newscrawl.state import Batch, Mark, Output, Page, StateError, Store, open_store

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase

logger = logging.getLogger(__name__)

STATE_FAILED = "state_failed"
"""The finish_reason of a crawl whose state could not be read or written."""

_LOCK_TRIES = 20  # of .1 s: a crawl that looks whether a publisher's lock is held has it for an instant


class BusyError(StartError):
    """Another job crawls this site."""


class CrawlState:
    """What this crawl knows of earlier ones, and what later ones will know of this.

    `scope` is the site crawled: its lock, its outputs. What the crawl tells (`mark`, `remember`) waits in `pending` until
    the exporter has made the records durable; only `commit` writes it.
    """

    def __init__(self, store: Store, scope: str) -> None:
        self.store = store
        self.scope = scope
        self.pending = Batch()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        where = crawler.settings["NEWSCRAWL_STATE"]
        scope = getattr(crawler.spider, "scope", None)
        if not where or scope is None:
            raise NotConfigured
        store = open_store(where, crawler.settings.getfloat("NEWSCRAWL_STATE_PATIENCE"))
        state = cls(store, scope)
        logger.info("State: %s", store.where)
        state._take_lock()
        for torn in state.mend():
            crawler.stats.inc_value("newscrawl/exporter/torn_lines_cut")
            logger.warning("An earlier crawl was killed while it wrote: its last line was cut off %s", torn)
        crawler.signals.connect(state.dropped, signals.item_dropped)
        crawler.signals.connect(state.close, signals.engine_stopped)
        # A second SIGINT stops the reactor, which then waits for its threads, and they for a database that is away.
        from twisted.internet import reactor

        cast("ReactorBase", reactor).addSystemEventTrigger("before", "shutdown", store.give_up)
        return state

    def _take_lock(self) -> None:
        for _ in range(_LOCK_TRIES):
            if self.store.lock(self.scope):
                return
            time.sleep(0.1)
        self.store.close()
        raise BusyError(f"{self.scope} is being crawled by another job: one at a time, or it sees twice the pace")

    def mend(self) -> list[str]:
        """Cut what a kill -9 left half-written at the end of this site's outputs; their paths."""
        torn = []
        for output in self.store.outputs(self.scope):
            try:
                if _cut_torn_line(output):
                    torn.append(output.path)
            except OSError as error:
                logger.error("%s may end in half a record, and can't be mended: %s", output.path, error)
        self.store.finish(self.scope)
        return torn

    def recall(self, kind: str, name: str) -> bytes | None:
        """The value kept under that name, by this crawl or an earlier one; None also while the database is away."""
        if (waiting := self.pending.kept.get((kind, name))) is not None:
            return waiting
        try:
            return self.store.recall(kind, name)
        except StateError as error:
            logger.warning("Nothing recalled of %s %s: %s", kind, name, error)
            return None

    def held(self, site: str) -> bool:
        """Whether another job crawls the site; also where that can't be told, as the database is away."""
        try:
            return self.store.held(site)
        except StateError as error:
            logger.warning("Whether %s is being crawled can't be told: %s", site, error)
            return True

    def lock(self, site: str) -> bool:
        """Take a further site's lock, for as long as the crawl lasts; False where another job has it, or may have it."""
        try:
            return self.store.lock(site)
        except StateError as error:
            logger.warning("The lock of %s can't be had: %s", site, error)
            return False

    def remember(self, kind: str, name: str, value: bytes) -> None:
        """Keep a value for later crawls."""
        self.pending.kept[kind, name] = value

    def mark(self, mark: Mark) -> None:
        """A page was delivered or skipped."""
        self.pending.marks.append(mark)

    def skipped(self, key: str, reason: str) -> None:
        """The page at the address of that key is left out, and why: later crawls need not look soon."""
        now = time.time()
        self.mark(Mark(Page(key, reason, now, now), (key,)))

    def dropped(self, item: Any, exception: BaseException) -> None:
        """A pipeline left the article out, for a reason that will hold for a while."""
        if isinstance(item, Article) and not isinstance(exception, Unchanged):
            for key in item.evidence.keys:
                self.skipped(key, type(exception).__name__)

    def delivered(self, article: Article) -> None:
        """The article's record was written."""
        if article.evidence.mark is not None:
            self.mark(article.evidence.mark)

    def take(self) -> Batch:
        """All that waits, which then waits no more."""
        batch, self.pending = self.pending, Batch()
        return batch

    def begin(self, output: Output) -> None:
        """An output is about to be written: should the crawl be killed, the next one looks at its end."""
        self.store.commit(Batch(outputs=[output]), self.scope)

    async def commit(self, batch: Batch) -> None:
        """Write a batch, in a thread. Raises StateError; the batch is then lost, and its pages will come again."""
        await run_in_thread(self.store.commit, batch, self.scope)

    async def finish(self) -> None:
        """All outputs are closed and all is marked."""
        await run_in_thread(self.store.finish, self.scope)

    def close(self) -> None:
        self.store.close()


def _cut_torn_line(output: Output) -> bool:
    """Cut what stands behind the last end of a line in the file; whether there was any."""
    path = Path(output.path)
    if not path.is_file():
        logger.warning("%s, written by a crawl that was killed, is not here: its last line may be half a record", path)
        return False
    if (size := path.stat().st_size) < output.length:
        logger.error("%s has %d bytes, and %d were written: records were lost", path, size, output.length)
        return False
    return lines.mend(path, output.length)

"""The state during a crawl: opened and locked at the start, written after each sync of feeds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import run_in_thread
from twisted.internet.base import ReactorBase

from newscrawl.items import Article, Tombstone
from newscrawl.job.arguments import StartError
from newscrawl.job.exceptions import NoMatch, OtherLanguage, Unchanged
from newscrawl.output import lines
from newscrawl.state import Batch, Delivery, KnownPage, Mark, Output, StateError
from newscrawl.state.opening import open_store
from newscrawl.state.sql import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")

STATE_FAILED = "state_failed"
"""The finish_reason of a crawl whose state could not be read or written."""

_LOCK_TRIES, _LOCK_PAUSE = 20, 0.1
"""Attempts to take the lock, and the seconds between two. `held` takes a lock for an instant."""
_MARKED = (NoMatch, OtherLanguage, Unchanged)
"""Exceptions of pipelines that mark the dropped article themselves."""


class CrawlState:
    """What this crawl knows about earlier crawls, and what it stores for later ones.

    `scope` is the site whose lock and outputs the state holds. Values wait in `pending` until the
    records are durable. Only `commit` writes them.
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
            logger.warning("A killed crawl's last, broken line was cut off %s", torn)
        crawler.signals.connect(state.dropped, signals.item_dropped)
        crawler.signals.connect(store.close, signals.engine_stopped)
        # A second SIGINT stops the reactor, which waits for its threads. Without give_up, threads
        # would go on waiting for a database that is down.
        from twisted.internet import reactor

        cast("ReactorBase", reactor).addSystemEventTrigger("before", "shutdown", store.give_up)
        return state

    def _take_lock(self) -> None:
        for _ in range(_LOCK_TRIES):
            if self.store.lock(self.scope):
                return
            time.sleep(_LOCK_PAUSE)
        self.store.close()
        raise StartError(f"{self.scope} is being crawled by another job: wait for its end")

    def mend(self) -> list[str]:
        """Cuts half-written records of killed crawls from the site's outputs. Returns the paths of
        the outputs.
        """
        torn = []
        for output in self.store.outputs(self.scope):
            try:
                if _cut_torn_line(output):
                    torn.append(output.path)
            except OSError as error:
                logger.error("%s may end in half a record: %s", output.path, error)
        self.store.finish(self.scope)
        return torn

    def recall(self, kind: str, name: str) -> bytes | None:
        """Returns the value that this or an earlier crawl stored under this kind and name, or None.
        Returns None if the database is down.
        """
        if (waiting := self.pending.kept.get((kind, name))) is not None:
            return waiting
        return _or(None, self.store.recall, kind, name)

    def held(self, site: str) -> bool:
        """Returns whether another job crawls the site. Returns True if the database is down."""
        return _or(True, self.store.held, site)

    def lock(self, site: str) -> bool:
        """Takes the lock of a further site until the crawl ends. Returns False if another job has
        it, or if the database is down.
        """
        return _or(False, self.store.lock, site)

    def remember(self, kind: str, name: str, value: bytes) -> None:
        self.pending.kept[kind, name] = value

    def mark(self, mark: Mark) -> None:
        """Notes that a page was delivered or skipped."""
        self.pending.marks.append(mark)

    def skipped(self, key: str, reason: str, digests: bytes = b"") -> None:
        """Notes why the page with this key was skipped. `digests` identify a filter."""
        now = time.time()
        self.mark(Mark(KnownPage(key, reason, now, now, digests=digests), (key,)))

    def dropped(self, item: Any, exception: BaseException) -> None:
        """Notes that a pipeline dropped the article, if the reason will last."""
        if isinstance(item, Article) and not isinstance(exception, _MARKED):
            delivery = item.attached(Delivery)
            for key in delivery.keys if delivery else ():
                self.skipped(key, type(exception).__name__)

    def delivered(self, item: Article | Tombstone) -> None:
        """Notes that the article's record, or its tombstone, was written."""
        about = item if isinstance(item, Tombstone) else item.attached(Delivery)
        if about is not None and about.mark is not None:
            self.mark(about.mark)

    def take(self) -> Batch:
        """Returns everything that waits in `pending`, and empties it."""
        batch, self.pending = self.pending, Batch()
        return batch

    def begin(self, output: Output) -> None:
        """Notes an output, whose end the next crawl repairs if this one is killed."""
        self.store.commit(Batch(outputs=[output]), self.scope)

    async def commit(self, batch: Batch) -> None:
        """Writes a batch. After a StateError it is lost, so its pages are delivered again."""
        await run_in_thread(self.store.commit, batch, self.scope)

    async def finish(self) -> None:
        """Notes that all outputs are closed and all their records are marked."""
        await run_in_thread(self.store.finish, self.scope)


def _or(otherwise: T, ask: Callable[..., T], *arguments: str) -> T:
    """Returns the answer of the state, or `otherwise` if the database is down."""
    try:
        return ask(*arguments)
    except StateError as error:
        logger.warning("Could not ask the state about %s: %s", " ".join(arguments), error)
        return otherwise


def _cut_torn_line(output: Output) -> bool:
    """Cuts half a record from the end of the file. Returns whether there was one."""
    path = Path(output.path)
    if not path.is_file():
        logger.warning("%s is not on this machine: its last line may be half a record", path)
        return False
    if (size := path.stat().st_size) < output.length:
        logger.error("%s has %d bytes of %d: records were lost", path, size, output.length)
        return False
    return lines.mend(path, output.length)

"""Loads word lists, models and patterns in a thread, while the crawl waits for its first answers."""

from __future__ import annotations

import asyncio
import gc
import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import is_asyncio_available, run_in_thread

from newscrawl.job.component import Component

logger = logging.getLogger(__name__)


class WarmUp(Component):
    """Begins to load at the first request. Callbacks wait for the end (middlewares/callbacks.py).

    Loading takes half a second of processor time, which would block the event loop.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if not is_asyncio_available():
            raise NotConfigured
        self._loading: asyncio.Future[None] | None = None
        crawler.signals.connect(self.begin, signals.request_reached_downloader)

    def begin(self) -> None:
        if self._loading is None:
            self._loading = asyncio.ensure_future(_load_in_thread())

    async def wait(self) -> None:
        """Returns once everything is loaded."""
        if self._loading is not None:
            await asyncio.shield(self._loading)


def load() -> None:
    from newscrawl.discovery import loading  # imports the modules that read pages

    loading.load()


async def _load_in_thread() -> None:
    try:
        await run_in_thread(load)
    except Exception:  # the first page then loads what is missing
        logger.exception("Word lists and models could not be loaded before the first page")
    # `scrapy crawl` has excluded existing objects from garbage collection; these are excluded too
    if gc.get_freeze_count():
        gc.freeze()

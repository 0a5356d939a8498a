"""Limits the time of item pipelines."""

from __future__ import annotations

from typing import Any

from scrapy.pipelines import ItemPipelineManager

from newscrawl.extensions.watchdog import ResponseWatchdog
from newscrawl.items import Tombstone
from newscrawl.job.exceptions import TooSlowItem
from newscrawl.job.watchdog import OutOfTimeError


class WatchedPipelines(ItemPipelineManager):
    """Gives all pipelines together NEWSCRAWL_RESPONSE_SECONDS for one item."""

    async def process_item_async(self, item: Any) -> Any:
        assert self.crawler
        if isinstance(item, Tombstone):  # a tombstone has no text to read or repair
            return item
        watchdog = self.crawler.get_extension(ResponseWatchdog)
        if watchdog is None:
            return await super().process_item_async(item)
        try:
            return await watchdog.run(super().process_item_async(item), watchdog.budget())
        except OutOfTimeError:
            watchdog.gave_up(getattr(item, "url", None) or "an item without an address")
            raise TooSlowItem("too slow") from None

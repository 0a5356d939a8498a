"""The stages of `read_article` (extraction/reading.py) as pipelines, and the limit of their time."""

from __future__ import annotations

from typing import Any

from scrapy.pipelines import ItemPipelineManager

from newscrawl import extraction
from newscrawl.extensions.watchdog import ResponseWatchdog
from newscrawl.items import Article, Tombstone
from newscrawl.job.component import Component
from newscrawl.job.exceptions import NotText, TooSlowItem
from newscrawl.job.watchdog import OutOfTimeError


class StagePipeline(Component):
    """Runs the stage that has the pipeline's name, and counts its events."""

    def process_item(self, item: Article) -> Article:
        for event, number in extraction.STAGES[self.name](item).items():
            self.count(event, number)
        return item


class RepairPipeline(StagePipeline):
    name = "repair"


class BoilerplatePipeline(StagePipeline):
    name = "boilerplate"


class CompletenessPipeline(StagePipeline):
    name = "completeness"


class CleanPipeline(StagePipeline):
    """Also drops articles without words."""

    name = "clean"

    def process_item(self, item: Article) -> Article:
        had_text = bool(item.blocks)
        item = super().process_item(item)
        if had_text and not item.blocks:
            raise NotText("the text has characters but no words")
        return item


class ComposePipeline(StagePipeline):
    name = "compose"


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

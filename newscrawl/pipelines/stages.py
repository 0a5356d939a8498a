"""The stages of `read_article` (extraction/reading.py) as pipelines, in their order."""

from __future__ import annotations

from newscrawl import extraction
from newscrawl.items import Article
from newscrawl.job.component import Component
from newscrawl.job.exceptions import NotText


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

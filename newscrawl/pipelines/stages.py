"""The stages of `read_article` (extraction/reading.py) as pipelines, in the order in which they
run.
"""

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
    """Repairs the characters of an article and lists the repairs in `fixes`."""

    name = "repair"


class BoilerplatePipeline(StagePipeline):
    """Moves boilerplate from the text to `removed`."""

    name = "boilerplate"


class CompletenessPipeline(StagePipeline):
    """Decides whether the article is complete, with a probability and reasons."""

    name = "completeness"


class CleanPipeline(StagePipeline):
    """Removes what a record must not hold (control characters, for example); drops articles
    without words.
    """

    name = "clean"

    def process_item(self, item: Article) -> Article:
        had_text = bool(item.blocks)
        item = super().process_item(item)
        if had_text and not item.blocks:
            raise NotText("the text has characters but no words")
        return item


class ComposePipeline(StagePipeline):
    """Composes `text`, `word_count`, `id` and `revision` from the blocks."""

    name = "compose"

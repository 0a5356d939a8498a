"""Removes what a record must not hold (control characters, for example); drops articles without
words.
"""

from __future__ import annotations

from newscrawl.items import Article
from newscrawl.job.exceptions import NotText
from newscrawl.pipelines.base import StagePipeline


class CleanPipeline(StagePipeline):
    name = "clean"

    def process_item(self, item: Article) -> Article:
        had_text = bool(item.blocks)
        item = super().process_item(item)
        if had_text and not item.blocks:
            raise NotText("the text has characters but no words")
        return item

"""Removes from the record what records may not hold, and drops articles without words."""

from __future__ import annotations

from newscrawl.crawl.exceptions import NotText
from newscrawl.extraction import language
from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.clean import clean, is_text


class CleanPipeline(Pipeline):
    name = "clean"

    def process_item(self, item: Article) -> Article:
        if not is_text(item.blocks):
            raise NotText("the text has characters but no words")
        clean(item)
        item.language = language.tag(item.language)
        item.language_source = item.language_source if item.language else None
        return item

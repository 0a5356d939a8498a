"""Drops articles without text or without an address. Every other field may be null."""

from __future__ import annotations

from newscrawl.items import Article
from newscrawl.job.exceptions import NoSource, NoText
from newscrawl.pipelines.base import Pipeline


class RequirePipeline(Pipeline):
    name = "require"

    def process_item(self, item: Article) -> Article:
        if not item.text:
            raise NoText(f"no text: {item.url}")
        if not item.url:
            raise NoSource(f"no url: article titled {item.title!r}")
        return item

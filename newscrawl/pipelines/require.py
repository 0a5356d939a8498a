"""A record needs text and where it came from; everything else may be null."""

from __future__ import annotations

from newscrawl.exceptions import NoSource, NoText
from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline


class RequirePipeline(Pipeline):
    name = "require"

    def process_item(self, item: Article) -> Article:
        if not item.text:
            raise NoText(f"no text: {item.url}")
        if not item.url:
            raise NoSource(f"no url: article titled {item.title!r}")
        return item

"""Drops articles whose publishers forbid a use that NEWSCRAWL_RIGHTS names. By default the setting
is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawl.extraction.facts.rights import (
    forbids_archiving,
    forbids_indexing,
    forbids_input,
    forbids_search,
    forbids_training,
    heeded,
    reserves_text_mining,
)
from newscrawl.items import Article, Rights
from newscrawl.job.arguments import StartError
from newscrawl.job.exceptions import (
    ArchivingForbidden,
    IndexingForbidden,
    InputForbidden,
    SearchForbidden,
    TextMiningReserved,
    TrainingForbidden,
)
from newscrawl.pipelines.base import Pipeline

RULES: dict[str, tuple[Callable[[Rights], bool], type[DropItem]]] = {
    "tdm": (reserves_text_mining, TextMiningReserved),
    "training": (forbids_training, TrainingForbidden),
    "search": (forbids_search, SearchForbidden),
    "ai-input": (forbids_input, InputForbidden),
    "noindex": (forbids_indexing, IndexingForbidden),
    "noarchive": (forbids_archiving, ArchivingForbidden),
}
"""A name in NEWSCRAWL_RIGHTS -> the test for this use, and the exception with which articles are
dropped."""


class RightsPipeline(Pipeline):
    """Drops articles that forbid a named use. Raises StartError if the setting has an unknown
    name.
    """

    name = "rights"
    heeded: Iterable[str] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        named = heeded(crawler.settings.getlist("NEWSCRAWL_RIGHTS"))
        if unknown := [name for name in named if name not in RULES]:
            raise StartError(
                f"NEWSCRAWL_RIGHTS={','.join(unknown)} is unknown. Valid: {', '.join(RULES)}"
            )
        pipeline = super().from_crawler(crawler)
        pipeline.heeded = named
        return pipeline

    def process_item(self, item: Article) -> Article:
        for name in self.heeded:
            forbids, reason = RULES[name]
            if forbids(item.rights):
                raise reason(f"the publisher forbids {name}: {item.url}")
        return item

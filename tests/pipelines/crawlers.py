"""Crawlers for tests of single components."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector

from newscrawl import settings as project


class Stats(StatsCollector):
    def __init__(self) -> None:
        super().__init__(SimpleNamespace(settings=Settings({"STATS_DUMP": False}), spider=None))  # type: ignore[arg-type]


def crawler_of(stats: StatsCollector | None = None, state: Any = None, **settings: Any) -> Any:
    """Returns a crawler with the project's settings and these. `state` is its only extension."""
    return SimpleNamespace(
        stats=stats or Stats(),
        spider=None,
        settings=Settings({**vars(project), **settings}),
        get_extension=lambda kind: state,
    )

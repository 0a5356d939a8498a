"""Stores the result of each crawl, and warns at its end if the result is unusual."""

from __future__ import annotations

import logging
import time
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from statistics import median
from typing import Any

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newscrawl.extensions.state import CrawlState
from newscrawl.items import Article
from newscrawl.job.arguments import listed_by
from newscrawl.job.component import Component
from newscrawl.job.status import NOT_STARTED, exit_status
from newscrawl.state import StateError
from newscrawl.state.health import findings, is_good
from newscrawl.state.runs import Run

logger = logging.getLogger(__name__)

_SEEN = "newscrawl/seen/"


class RunRecorder(Component):
    """Counts delivered records, and writes a Run into the state when the crawl ends, unless it could
    not start.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.counts: Counter[str] = Counter()  # by the names of Run's fields
        self.words = array("L")
        crawler.signals.connect(self.item_scraped, signals.item_scraped)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    def item_scraped(self, item: Any) -> None:
        if isinstance(item, Article):
            self.words.append(item.word_count)
            self.counts.update(
                dated=bool(item.date_published),
                timed=bool(item.published_at),
                authored=bool(item.authors),
                truncated=item.truncated is True,
                doubted=item.completeness.kind == "extraction_gap",
            )

    def engine_stopped(self) -> None:
        spider, state = self.crawler.spider, self.crawler.get_extension(CrawlState)
        if state is None or spider is None:
            return
        run = self._run(spider, self.stats.get_stats())
        if run.status == NOT_STARTED:
            return
        try:
            earlier = state.store.runs(run.publisher)
            state.store.add_run(replace(run, good=is_good(run, earlier)))
        except StateError as error:
            logger.error("This run could not be stored for `scrapy doctor`: %s", error)
            return
        for finding in findings([run, *earlier]):
            logger.warning("%s is not as usual: %s", run.publisher, finding.text)

    def _run(self, spider: Spider, stats: Mapping[str, Any]) -> Run:
        asked = stats.get(f"{_SEEN}new", 0) + stats.get(f"{_SEEN}recheck", 0)
        known = sum(value for name, value in stats.items() if name.startswith(f"{_SEEN}skipped/"))
        counts: dict[str, Any] = self.counts
        return Run(
            publisher=getattr(spider, "run_name", spider.name),
            at=time.time(),
            reason=str(stats.get("finish_reason")),
            status=exit_status(stats),
            arguments=listed_by(getattr(spider, "arguments", None)),
            seconds=round(stats.get("elapsed_time_seconds", 0.0), 1),
            found=asked + known,
            asked=asked,
            unchanged=stats.get("item_dropped_reasons_count/Unchanged", 0),
            records=len(self.words),
            **counts,
            words=median(self.words) if self.words else None,
            crawl_id=getattr(spider, "crawl_id", ""),
        )

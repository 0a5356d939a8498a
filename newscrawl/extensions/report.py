"""Writes a report beside each feed that is a file, such as articles.report.html and .json."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import FeedExporter, FileFeedStorage
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.items import EXTRACTOR, Article, as_instant
from newscrawl.job.component import Component
from newscrawl.job.logfilter import without_userinfo
from newscrawl.job.reasons import meaning
from newscrawl.job.status import exit_status
from newscrawl.job.summary import REPORTS, tally

if TYPE_CHECKING:
    from newscrawl.report.collect import Collected

logger = logging.getLogger(__name__)

SIDES = (".truncated", ".deleted")
"""Endings of side feeds (output/side_feeds.py), which get no report."""
_ENDINGS = re.compile(r"(?:\.(?:jsonl|jsonlines|jl|json|csv|md|parquet|xml|gz|bz2|xz|zst))+$")


class Report(Component):
    """Counts records and pages during the crawl, and writes the report at its end."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if not crawler.settings.getbool("NEWSCRAWL_REPORT"):
            raise NotConfigured
        from newscrawl.report.collect import Collected  # loaded only by crawls that write a report

        self.counts = Collected()
        crawler.signals.connect(self.item_scraped, signals.item_scraped)
        crawler.signals.connect(self.response_received, signals.response_received)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    def item_scraped(self, item: Any) -> None:
        if isinstance(item, Article):
            self.counts.record(item)

    def response_received(self, response: Response, request: Request) -> None:
        # saved pages have no latency
        if (seconds := request.meta.get("download_latency")) is not None:
            self.counts.page(urlparse_cached(request).hostname or "", seconds)

    def engine_stopped(self) -> None:
        spider: Any = self.crawler.spider
        if getattr(spider, "is_part", False):  # another process writes the report of all parts
            return
        exporter = self.crawler.get_extension(FeedExporter)
        slots = exporter.slots if exporter else []
        crawl = facts(
            spider.name,
            getattr(spider, "publisher_name", "") or spider.name,
            self.stats.get_stats(),
            [without_userinfo(slot.uri) for slot in slots],
        )
        files = [slot.storage.path for slot in slots if isinstance(slot.storage, FileFeedStorage)]
        self.stats.set_value(REPORTS, write(crawl, self.counts, files))


def facts(
    spider: str, publisher: str, stats: Mapping[str, Any], feeds: Iterable[str]
) -> dict[str, Any]:
    """Returns what a report says about the crawl itself, from the crawl's stats."""
    now = datetime.now(UTC)
    started, finished = stats.get("start_time") or now, stats.get("finish_time") or now
    rows = tally(stats)
    return {
        "schema": "newscrawl/report/1",
        "spider": spider,
        "publisher": publisher,
        "extractor": EXTRACTOR,
        "started_at": as_instant(started),
        "finished_at": as_instant(finished),
        "seconds": round((finished - started).total_seconds(), 1),
        "finish_reason": stats.get("finish_reason") or "did not finish",
        "exit_status": exit_status(stats),
        "pages": stats.get("response_received_count", 0),
        "feeds": list(feeds),
        "outcomes": [
            {"group": group, "reason": reason, "count": count, "meaning": meaning(reason)}
            for group in ("errors", "truncated", "skipped")
            for reason, count in rows[group]
        ],
    }


def write(crawl: Mapping[str, Any], counts: Collected, files: Iterable[str | Path]) -> list[str]:
    """Writes the report of a crawl beside its output files. Returns the paths of the pages."""
    from newscrawl.report.collect import totals
    from newscrawl.report.page import render

    report = {**crawl, **totals(counts)}
    texts = {
        ".json": json.dumps(report, ensure_ascii=False, indent=1) + "\n",
        ".html": render(report),
    }
    written = []
    for stem in stems(files):
        try:
            stem.parent.mkdir(parents=True, exist_ok=True)
            for ending, text in texts.items():
                Path(f"{stem}{ending}").write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            logger.error("The report could not be written: %s", error)
        else:
            written.append(f"{stem}.html")
    return written


def stems(paths: Iterable[str | Path]) -> list[Path]:
    """Returns the reports' paths without extension: one for files that differ only in theirs."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        stem = _ENDINGS.sub("", path.name)
        if not stem.endswith(SIDES):
            found[path.with_name(f"{stem}.report")] = None
    return list(found)

"""Prints the summary (job/summary.py) at the end of a crawl."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from newscrawl.extensions.feeds import ArticleFeeds
from newscrawl.extensions.state import CrawlState
from newscrawl.items import Article, Tombstone
from newscrawl.job.component import Component
from newscrawl.job.logfilter import without_userinfo
from newscrawl.job.status import output_failed
from newscrawl.job.summary import DOUBTED, TOMBSTONES, tell

EXAMPLES = 3
"""Addresses of doubtful records that the summary names: enough to look at some."""


class Summary(Component):
    """Counts delivered records. Prints the summary at the end of the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._not_written = 0
        crawler.signals.connect(self.item_scraped, signals.item_scraped)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    def item_scraped(self, item: Any) -> None:
        """Counts articles by completeness, without those that the feeds could not write."""
        stats = self.stats
        not_written = stats.get_value("newscrawl/exporter/not_written", 0)
        if not_written > self._not_written:
            self._not_written = not_written
        elif isinstance(item, Tombstone):
            stats.inc_value(TOMBSTONES)
        elif isinstance(item, Article):
            stats.inc_value(f"newscrawl/delivered/{item.verdict}")
            if item.truncated:
                stats.inc_value(f"newscrawl/delivered/kind/{item.completeness.kind or 'unknown'}")
            elif item.completeness.kind == "extraction_gap":
                stats.inc_value(DOUBTED)
                examples = stats.get_value(f"{DOUBTED}/addresses", [])
                stats.set_value(f"{DOUBTED}/addresses", [*examples, item.url][:EXAMPLES])

    def engine_stopped(self) -> None:
        spider = self.crawler.spider
        if getattr(spider, "is_part", False):  # another process prints the sum of all parts
            return
        exporter = self.crawler.get_extension(ArticleFeeds)
        uris = [without_userinfo(uri) for uri in exporter.written] if exporter else []
        stats = self.stats.get_stats()
        notes = [getattr(spider, "note", str)()]
        if getattr(spider, "scope", None):  # the spider remembers what it delivered
            again = bool(getattr(getattr(spider, "arguments", None), "again", False))
            notes.append(state_note(stats, self.crawler.get_extension(CrawlState), again))
        note = "\n".join(filter(None, notes))
        tell(spider.name if spider else "", stats, uris, note, self.crawler.settings["LOG_FILE"])


def state_note(stats: Mapping[str, Any], state: CrawlState | None, again: bool) -> str:
    """Returns what a crawl remembered, and what the next one will deliver. Empty if it met no
    article.
    """
    if state is None:
        return "Nothing is remembered (NEWSCRAWL_STATE is empty): each crawl delivers every article that the publisher lists."
    where = f"(state: {state.store.where})"
    if output_failed(stats):
        return f"The next crawl repeats articles that are not marked as delivered {where}."
    if again:
        return "With again=1, articles that were delivered before are delivered again."
    before = sum(stats.get(stat, 0) for stat in _DELIVERED_BEFORE)
    if not before and not stats.get("item_scraped_count"):
        return ""
    if not before:
        return f"Later crawls deliver only what is new or edited {where}."
    return (
        f"{before} articles were delivered by earlier crawls, and nothing says that they have changed {where}; "
        "-a again=1 delivers them again."
    )


_DELIVERED_BEFORE = ("newscrawl/seen/skipped/delivered", "item_dropped_reasons_count/Unchanged")

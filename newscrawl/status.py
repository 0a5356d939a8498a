"""What a crawl's exit status says: pure, from its stats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DONE, NOT_STARTED, FAILED, EMPTY = 0, 1, 2, 3
"""0 done; 1 could not start; 2 a failed start or output, lost input, every page raised; 3 finished without a record."""

UNKNOWN_SECTION = "unknown_section"
"""The finish_reason of a crawl that found out only on the site that `-a only=` names nothing there."""
SITE_BUSY = "site_busy"
"""That of a crawl that was led to another site, which another job crawls."""


def output_failed(stats: Mapping[str, Any]) -> bool:
    """Whether a record or a feed could not be written, or not be marked as delivered."""
    stored = not any(value for name, value in stats.items() if name.startswith("feedexport/failed_count/"))
    return bool(stats.get("newscrawl/exporter/failed")) or not stored


def exit_status(stats: Mapping[str, Any]) -> int:
    """The exit status of a crawl that ended with these stats."""
    reason = stats.get("finish_reason")
    records = stats.get("item_scraped_count", 0) - stats.get("newscrawl/exporter/not_written", 0)
    if reason in (UNKNOWN_SECTION, SITE_BUSY):
        return NOT_STARTED
    if reason in (None, "start_error", "no_source", "output_failed", "output_lost", "state_failed") or output_failed(
        stats
    ):
        return FAILED
    if stats.get("newscrawl/spider/lost"):
        return FAILED
    raised = stats.get("spider_exceptions/count", 0) + stats.get("item_error_count", 0)
    if records <= 0:
        return FAILED if raised else EMPTY
    return DONE

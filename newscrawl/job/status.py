"""The exit status of a crawl, from its stats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newscrawl.job.reasons import meaning

DONE, NOT_STARTED, FAILED, EMPTY = 0, 1, 2, 3
"""0: finished. 1: could not start. 2: failed (a failed start, unwritable or lost output, lost
input, or errors in at least a tenth of the pages). 3: finished without a record.
"""

UNKNOWN_SECTION = "unknown_section"
"""The finish_reason if the site has no section of a name in `-a only=`."""
SITE_BUSY = "site_busy"
"""The finish_reason if the crawl was led to another site that another job crawls."""
MOST_ERRORS = 10
"""A crawl failed if at least 1 page in 10 met a bug. A few odd pages do not fail a crawl."""
_FAILURES = ("start_error", "no_source", "output_failed", "output_lost", "state_failed")
"""The values of finish_reason that mean failure."""


def output_failed(stats: Mapping[str, Any]) -> bool:
    """Returns whether a record, a feed or the mark of a delivered article was not written."""
    stored = not any(
        value for name, value in stats.items() if name.startswith("feedexport/failed_count/")
    )
    return bool(stats.get("newscrawl/exporter/failed")) or not stored


def exit_status(stats: Mapping[str, Any]) -> int:
    """Returns the exit status of a crawl that ended with these stats."""
    return outcome(stats)[0]


def outcome(stats: Mapping[str, Any]) -> tuple[int, str]:
    """Returns the exit status of a crawl, and why it is not 0: a sentence without its full stop."""
    reason = stats.get("finish_reason")
    if reason is None:
        return FAILED, "the crawl did not come to its end; the last ERROR of the log says why"
    if reason in (UNKNOWN_SECTION, SITE_BUSY):
        return NOT_STARTED, meaning(reason) or reason
    if reason in _FAILURES or output_failed(stats):
        return FAILED, meaning(reason if reason in _FAILURES else "output_failed") or reason
    if lost := stats.get("newscrawl/spider/lost"):
        return FAILED, f"{lost} files or records of the input could not be read"
    raised = errors(stats)
    if raised * MOST_ERRORS >= pages(stats) and raised:
        met = f"{raised} of {pages(stats)} pages met an error of the program; the log has it"
        return FAILED, met
    if written(stats) <= 0:
        return EMPTY, "no record was delivered"
    return DONE, ""


def written(stats: Mapping[str, Any]) -> int:
    """Returns how many records and tombstones were written."""
    made: int = stats.get("item_scraped_count", 0)
    return made - int(stats.get("newscrawl/exporter/not_written", 0))


def errors(stats: Mapping[str, Any]) -> int:
    """Returns how many pages met a bug of a middleware, spider, pipeline or exporter."""
    names = (
        "newscrawl/errors/count",
        "spider_exceptions/count",
        "item_error_count",
        "newscrawl/exporter/not_written",
    )
    return sum(stats.get(name, 0) for name in names)


def pages(stats: Mapping[str, Any]) -> int:
    """Returns how many pages arrived, or met a bug before they arrived."""
    return int(stats.get("response_received_count", 0) + stats.get("newscrawl/errors/count", 0))

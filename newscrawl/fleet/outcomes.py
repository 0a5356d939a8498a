"""Decides what follows the end of a crawl: it is done, or it is tried again after a pause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from newscrawl.state.runs import Run

_STOPPED = "shutdown"
"""The finish_reason of a crawl that was told to stop."""


class Again(NamedTuple):
    """How often a crawl is tried again: after `first` seconds, then twice as long each time, up to
    `longest`. After `most` attempts it is given up.
    """

    first: int
    longest: int
    most: int | None

    def pause(self, attempts: int) -> int | None:
        """Returns the seconds to wait after earlier attempts, or None if the crawl is given up."""
        if self.most is not None and attempts >= self.most:
            return None
        return int(min(self.first * 2 ** min(attempts, 30), self.longest))


BUSY = Again(15, 300, None)
"""Another job crawls the site, for example one that outlived its worker. That job will end."""
LOST = Again(5, 300, 20)
"""The node is down, or its crawl was killed. Another node can take the crawl at once."""
FAILED = Again(60, 3600, 4)
"""The crawl says that it failed. Mostly the site is down."""


@dataclass
class CrawlAgainError(Exception):
    """A crawl must be tried again. `again` says how, the message says why."""

    again: Again
    reason: str

    def __str__(self) -> str:
        return self.reason


def check(runs: Iterable[Run], crawl_id: str) -> None:
    """Raises CrawlAgainError unless the crawl with this id ended well."""
    run = next((run for run in runs if run.crawl_id == crawl_id), None)
    if run is None:
        raise CrawlAgainError(LOST, "it could not start, or was killed: see its log on the node")
    if run.reason == _STOPPED:
        raise CrawlAgainError(LOST, "it was told to stop before its end")
    if not run.ended_well:
        raise CrawlAgainError(FAILED, f"it ended as {run.reason}, status {run.status}")

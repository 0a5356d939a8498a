"""What the state remembers of each crawl: a few numbers, by which `scrapy doctor` sees that a site
has changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

GOOD_KEPT, OTHERS_KEPT = 50, 20
"""Runs that are kept of each publisher, some 300 bytes each: the last good ones, and the last of
all others.
"""


@dataclass(frozen=True)
class Run:
    """One crawl of a publisher. Times are in seconds since 1970.

    `reason` is its finish_reason, `status` its exit status. Only runs with the same `arguments`
    find the same lists. `found` are the articles that its sources listed, `asked` the article
    pages that it asked for, `unchanged` those that were as delivered before. Of its `records`,
    `dated` have a date, `timed` an instant of publication, `authored` an author, `truncated` are
    known to be cut, `doubted` have a low confidence; `words` is the median of their lengths, None
    without records. `crawl_id` is that of its records. `good` says that the run ended well and
    that nothing was wrong with it then (state/health.py).
    """

    publisher: str
    at: float
    reason: str
    status: int
    arguments: str = ""
    seconds: float = 0.0
    found: int = 0
    asked: int = 0
    unchanged: int = 0
    records: int = 0
    dated: int = 0
    timed: int = 0
    authored: int = 0
    truncated: int = 0
    doubted: int = 0
    words: float | None = None
    good: bool = False
    crawl_id: str = ""

    def facts(self) -> str:
        """The numbers as JSON: all but what the table has columns for."""
        return json.dumps(
            {name: value for name, value in asdict(self).items() if name not in _COLUMNS}
        )


_COLUMNS = frozenset({"publisher", "at", "good"})
_FACTS = frozenset(f.name for f in fields(Run)) - _COLUMNS


def run_of(publisher: str, at: float, good: int, facts: str) -> Run:
    """A row of the table as a Run. Facts that a newer newscrawl wrote and this one does not know
    are left out.
    """
    known: dict[str, Any] = {
        name: value for name, value in json.loads(facts).items() if name in _FACTS
    }
    return Run(publisher=publisher, at=float(at), good=bool(good), **known)

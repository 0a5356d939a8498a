"""The numbers that the state keeps of each crawl. `scrapy doctor` compares them to find changed
sites.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

GOOD_KEPT, OTHERS_KEPT = 50, 20
"""How many runs of each publisher are kept, about 300 bytes each: the last good ones, and the last
of all others.
"""


@dataclass(frozen=True)
class Run:
    """One crawl of a publisher. `at` is its end, in seconds since 1970.

    `reason` is the finish_reason, `status` the exit status. `good` is True if the run ended well
    and no finding was made (state/health.py). Only runs with the same `arguments` are compared.

    `found` counts the articles that the sources listed, `asked` the article pages requested. Of
    the `records`, `dated` have a date, `timed` a time of publication, `doubted` a low confidence.
    `words` is the median of their lengths.
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

    @property
    def ended_well(self) -> bool:
        """Whether the crawl read all its sources, and delivered records (exit status 0) or met
        nothing new (3).
        """
        return self.status in (0, 3)

    @property
    def read(self) -> int:
        """The article pages that gave a record, new or unchanged."""
        return self.records + self.unchanged

    def facts(self) -> str:
        """Returns the numbers as JSON."""
        return json.dumps(asdict(self))


_NAMES = frozenset(f.name for f in fields(Run))


def run_of(publisher: str, at: float, good: int, facts: str) -> Run:
    """Returns a row of the table as a Run. Unknown facts, from a newer newscrawl, are left out."""
    known = {name: value for name, value in json.loads(facts).items() if name in _NAMES}
    return Run(**{**known, "publisher": publisher, "at": at, "good": bool(good)})

"""What one crawl knows about the articles that its sources list, and about the pages it asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from newscrawl.discovery.entry import Entry
from newscrawl.items import Via

DUPLICATE = "duplicate"
"""The reason of an article that the crawl has asked for, or has read under another address."""


class Outcome(NamedTuple):
    """Why an address gives no article. `lasts`: later crawls leave the address out for a while."""

    reason: str
    lasts: bool = True


READ = Outcome(DUPLICATE)
"""The outcome of a page that holds a wanted article. All such pages share this object, because a
crawl may read millions.
"""


@dataclass
class Ledger:
    """Notes about addresses, by the hash of each address's key. Hashes are short, and a list of
    addresses (`-a urls=`) may name millions.
    """

    asked_for: set[int] = field(default_factory=set)
    sections: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    # what a feed or news sitemap says of an article that the crawl has not read yet
    statements: dict[int, tuple[Via, Entry]] = field(default_factory=dict)
    # why a further address that leads to a page gives no article
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def end(self, page: int, outcome: Outcome) -> None:
        """Notes the outcome of a page. A failure replaces no outcome that lasts."""
        if outcome.lasts or not self.outcomes.get(page, outcome).lasts:
            self.outcomes[page] = outcome

"""Side feeds: for truncated articles (NEWSCRAWL_DELIVER=whole) and for tombstones
(NEWSCRAWL_TOMBSTONES).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy.extensions.feedexport import ItemFilter

from newscrawl.items import Tombstone

SideFilters = Callable[[ItemFilter, bool], ItemFilter]
"""Makes the filter of a feed (False) or of its side feed (True) from the feed's own filter."""


def side_feed(uri: str, kind: str = "truncated") -> tuple[str, dict[str, Any]]:
    """Returns the address of a side feed, articles.jsonl -> articles.truncated.jsonl, and its
    options.

    Tombstones have fields of their own. So their feed is always JSON lines: articles.parquet ->
    articles.deleted.jsonl.
    """
    folder, slash, name = uri.rpartition("/")
    stem, dot, rest = name.partition(".jsonl")
    if not dot:
        stem, dot, rest = name.rpartition(".") if "." in name else (name, "", "")
        if kind == "deleted":
            dot, rest = ".", "jsonl"
    return f"{folder}{slash}{stem}.{kind}{dot}{rest}", {
        "format": "jsonlines",
        "fields": None,
    } if kind == "deleted" else {}


class TruncatedFilter(ItemFilter):
    """A feed's own filter, reduced to articles known to be truncated, or to all others."""

    def __init__(self, given: ItemFilter, truncated: bool) -> None:
        self.given = given
        self.truncated = truncated

    def accepts(self, item: Any) -> bool:
        return (
            bool(self.given.accepts(item))
            and (getattr(item, "truncated", None) is True) == self.truncated
        )


class TombstoneFilter(ItemFilter):
    """Passes only tombstones, or else what a feed's own filter passes, without tombstones."""

    def __init__(self, given: ItemFilter, deleted: bool) -> None:
        self.given = given
        self.deleted = deleted

    def accepts(self, item: Any) -> bool:
        if isinstance(item, Tombstone) or self.deleted:
            return isinstance(item, Tombstone) and self.deleted
        return bool(self.given.accepts(item))

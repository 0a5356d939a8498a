"""Feeds beside a feed: for truncated articles (NEWSCRAWL_DELIVER=whole) and for tombstones
(NEWSCRAWL_TOMBSTONES).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy.extensions.feedexport import ItemFilter

from newscrawl.items import Tombstone

SideFilters = Callable[[ItemFilter, bool], ItemFilter]
"""Makes the filter of a feed (False), or of the feed beside it (True), from the feed's own."""


def side_feed(uri: str, kind: str = "truncated") -> tuple[str, dict[str, Any]]:
    """The feed beside a feed, articles.jsonl -> articles.truncated.jsonl, and the options that
    differ.

    Tombstones have their own fields, so that their feed is always one of JSON lines:
    articles.parquet -> articles.deleted.jsonl.
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
    """A feed's own filter, and then only articles known to be truncated, or only all others."""

    def __init__(self, given: ItemFilter, truncated: bool) -> None:
        self.given = given
        self.truncated = truncated

    def accepts(self, item: Any) -> bool:
        return (
            bool(self.given.accepts(item))
            and (getattr(item, "truncated", None) is True) == self.truncated
        )


class TombstoneFilter(ItemFilter):
    """A feed's own filter without tombstones, or only tombstones."""

    def __init__(self, given: ItemFilter, deleted: bool) -> None:
        self.given = given
        self.deleted = deleted

    def accepts(self, item: Any) -> bool:
        if isinstance(item, Tombstone) or self.deleted:
            return isinstance(item, Tombstone) and self.deleted
        return bool(self.given.accepts(item))

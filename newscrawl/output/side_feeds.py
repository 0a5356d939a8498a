"""Side feeds: for truncated articles (NEWSCRAWL_DELIVER=whole) and for tombstones
(NEWSCRAWL_TOMBSTONES).
"""

from __future__ import annotations

from typing import Any

from scrapy.extensions.feedexport import ItemFilter

from newscrawl.items import Tombstone


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
    options = {"format": "jsonlines", "fields": None} if kind == "deleted" else {}
    return f"{folder}{slash}{stem}.{kind}{dot}{rest}", options


class SideFilter(ItemFilter):
    """Accepts the items of a side feed (`side`), or all others, that the feed's own filter accepts.
    The feed's own filter is not asked about tombstones.
    """

    def __init__(self, given: ItemFilter, kind: str, side: bool) -> None:
        self.given = given
        self.kind = kind
        self.side = side

    def accepts(self, item: Any) -> bool:
        deleted = isinstance(item, Tombstone)
        truncated = getattr(item, "truncated", None) is True
        belongs = deleted if self.kind == "deleted" else truncated
        return belongs == self.side and (deleted or bool(self.given.accepts(item)))

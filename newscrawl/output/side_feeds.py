"""Side feeds: for truncated articles (NEWSCRAWL_DELIVER=whole) and for tombstones
(NEWSCRAWL_TOMBSTONES).
"""

from __future__ import annotations

from collections.abc import Callable
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
    return f"{folder}{slash}{stem}.{kind}{dot}{rest}", {
        "format": "jsonlines",
        "fields": None,
    } if kind == "deleted" else {}


BELONGS: dict[str, Callable[[Any], bool]] = {
    "truncated": lambda item: getattr(item, "truncated", None) is True,
    "deleted": lambda item: isinstance(item, Tombstone),
}
"""Kind of side feed -> whether an item belongs there."""


class SideFilter(ItemFilter):
    """Accepts the items of a side feed (`side`), or all others, that the feed's own filter accepts.

    The feed's own filter is not asked about tombstones.
    """

    def __init__(self, given: ItemFilter, kind: str, side: bool) -> None:
        self.given = given
        self.belongs = BELONGS[kind]
        self.side = side

    def accepts(self, item: Any) -> bool:
        return self.belongs(item) == self.side and (
            isinstance(item, Tombstone) or bool(self.given.accepts(item))
        )

"""Short log lines: an item is named by its address instead of being printed whole."""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter, is_item
from scrapy.logformatter import LogFormatter


class ShortItems(LogFormatter):
    """Scrapy's log lines, with the item's address in place of the whole item."""

    def dropped(self, item: Any, *args: Any, **kwargs: Any) -> Any:
        return super().dropped(_name(item), *args, **kwargs)

    def scraped(self, item: Any, *args: Any, **kwargs: Any) -> Any:
        return super().scraped(_name(item), *args, **kwargs)

    def item_error(self, item: Any, *args: Any, **kwargs: Any) -> Any:
        return super().item_error(_name(item), *args, **kwargs)


def _name(item: Any) -> str:
    url = ItemAdapter(item).get("url") if is_item(item) else None
    return url if isinstance(url, str) and url else f"{type(item).__name__} without an address"

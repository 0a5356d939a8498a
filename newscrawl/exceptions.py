"""Why an item is dropped: a DropItem subclass a reason, so that Scrapy's own stats tell them apart."""

from __future__ import annotations

from scrapy.exceptions import DropItem


class NotAnItem(DropItem):
    """What the spider yielded can't be read as an article."""


class NoText(DropItem):
    """The page gave no text."""


class NoSource(DropItem):
    """The item does not say where it came from."""

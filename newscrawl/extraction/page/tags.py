"""Counts the tags and attributes of a page before its tree is made."""

from __future__ import annotations

from typing import Any

from lxml import etree

HARMLESS = 100_000
"""Pages of at most so many bytes are not checked. Their parsing takes less than a second, whatever
their tags.
"""
MAX_ATTRIBUTES = 250
"""The most attributes of one tag. libxml2's time grows at least with their square: 200,000 take 74
s."""
ALL_ATTRIBUTES = 500_000
"""The most attributes of one page: two for each of the tags that NEWSCRAWL_PAGE_TAGS allows."""


def exceeds(page: bytes, most: int) -> bool:
    """Returns whether a page in UTF-8 has more than `most` tags, comments and instructions, or too
    many attributes. Pages of up to HARMLESS bytes never do.

    Takes no longer than parsing, and makes no tree.
    """
    if len(page) <= HARMLESS:
        return False
    counter: Any = _Counter(most)  # lxml asks for fewer methods than its stubs
    parser = etree.HTMLParser(target=counter, huge_tree=True, encoding="utf-8")
    try:
        etree.fromstring(page, parser)
    except _ExceededError:
        return True
    except etree.LxmlError:  # the page can't be parsed at all; extraction reports this
        pass
    return False


class _ExceededError(Exception):
    pass


class _Counter:
    """A target for lxml's parser that counts tags and builds no tree."""

    def __init__(self, left: int) -> None:
        self.tags, self.attributes = left, ALL_ATTRIBUTES

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count(len(attributes))

    def comment(self, text: str) -> None:
        self._count()

    def pi(self, target: str, data: str | None = None) -> None:
        self._count()

    def _count(self, attributes: int = 0) -> None:
        self.tags -= 1
        self.attributes -= attributes
        if self.tags < 0 or self.attributes < 0 or attributes > MAX_ATTRIBUTES:
            raise _ExceededError

    def close(self) -> None:
        pass

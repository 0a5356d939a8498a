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
PART = 32_768
"""Bytes that are counted at once. libxml2 reads a part to its end, even if the count is over."""
MAX_DEPTH = 2048
"""The depth at which libxml2 stops to make a tree. Without a tree it would go on, and look for the
element of each wrong end tag in all open ones: 20,000 open divs would take 8 s.
"""


def exceeds(page: bytes, most: int) -> bool:
    """Returns whether a page in UTF-8 has more than `most` tags, comments and instructions, or too
    many attributes, before it gets deeper than MAX_DEPTH. Pages of up to HARMLESS bytes never do.

    Takes no longer than parsing, and makes no tree.
    """
    if len(page) <= HARMLESS:
        return False
    counter: Any = _Counter(most)  # lxml asks for fewer methods than its stubs
    parser = etree.HTMLParser(target=counter, huge_tree=True, encoding="utf-8")
    try:
        for at in range(0, len(page), PART):
            parser.feed(page[at : at + PART])
        parser.close()
    except _ExceededError:
        return True
    except (_TooDeepError, etree.LxmlError):  # extraction reports a page that can't be parsed
        pass
    return False


class _ExceededError(Exception):
    pass


class _TooDeepError(Exception):
    pass


class _Counter:
    """A target for lxml's parser that counts tags and builds no tree."""

    def __init__(self, left: int) -> None:
        self.tags, self.attributes, self.depth = left, ALL_ATTRIBUTES, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count(len(attributes))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeepError

    def end(self, tag: str) -> None:
        self.depth -= 1

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

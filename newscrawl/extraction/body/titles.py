"""Recognises lines that repeat one of the page's titles, its description or JSON-LD's text."""

from __future__ import annotations

import re
from collections.abc import Collection

from newscrawl.extraction.body.blocks import HEADINGS, Raw

_WITNESS, _LINE = 5_000, 2_000
"""Characters of a description or of JSON-LD's text that lines are compared with, and characters of
such a line.
"""
_MARKS, _MARK = 6, 4
"""So many of the longest words of a `Witness` are searched first, and the fewest letters of such a
word. A line without any of these words is not compared further.
"""
_LONGEST = 300
"""Characters of the longest line that is compared with the titles."""
_HELD, _LONGER = 20, 2
"""A heading that contains a title repeats the title if it has at least the first number of
characters, and is at most the second number of times as long. Shorter headings share words with
titles by chance.
"""
_PART = 0.5
"""A line with a larger share of a title's characters is the title without the site's name."""
_WORDLIKE = re.compile(r"\w+")


class Titles:
    """The titles of a page. Lines are compared with them."""

    def __init__(self, titles: Collection[str]) -> None:
        self.titles = frozenset(filter(None, map(plain_text, titles)))
        self.all = "\n".join(self.titles)
        self.least = min(map(len, self.titles), default=_LONGEST + 1)

    def has(self, raw: Raw) -> bool:
        """Returns whether a line is a title, or is a heading that contains a title."""
        if not self.least <= len(raw.text) <= _LONGEST:
            return False
        if raw.node.tag not in HEADINGS and not self._may_hold(raw.text):
            return False
        plain = plain_text(raw.text)
        return plain in self.titles or (
            raw.node.tag in HEADINGS
            and len(plain) >= _HELD
            and any(title in plain and len(plain) <= _LONGER * len(title) for title in self.titles)
        )

    def has_part(self, raw: Raw) -> bool:
        """Returns whether a heading, or a line without links, is the larger part of a title: "The
        ferry is found" of "Example Blog: The ferry is found".
        """
        is_title = raw.node.tag in HEADINGS or not raw.link_length
        if not (
            is_title and _PART * self.least < len(raw.text) <= _LONGEST and self._may_hold(raw.text)
        ):
            return False
        plain = plain_text(raw.text)
        return any(plain in title and len(plain) > _PART * len(title) for title in self.titles)

    def _may_hold(self, text: str) -> bool:
        """Returns whether the first word of a text is in a title. Few lines of the article pass
        this quick test.
        """
        first = _WORDLIKE.search(text)
        return first is not None and first[0].lower() in self.all


class Witness:
    """A text of the page about its article: its description, or JSON-LD's text."""

    def __init__(self, words: str | None) -> None:
        words = (words or "")[:_WITNESS].lower()
        self.runs = _runs(words)
        longest = sorted((len(word), word) for word in set(words.split()) if len(word) >= _MARK)
        self.marks = [word for _, word in longest[-_MARKS:]]

    def tells(self, text: str) -> bool:
        """Returns whether a text says the same as the witness: the two share half of the runs of
        four words of the shorter one.
        """
        lowered = text[:_LINE].lower()
        if not any(mark in lowered for mark in self.marks):
            return False
        ours = _runs(lowered)
        return 0 < min(len(ours), len(self.runs)) <= 2 * len(ours & self.runs)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Returns the runs of four words in a text in lower case."""
    words = _WORDLIKE.findall(text)
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def plain_text(text: str) -> str:
    """Returns the words of a text in lower case, with a blank between."""
    return " ".join(_WORDLIKE.findall(text.lower()))

"""Recognises lines that repeat one of the page's titles, its description or JSON-LD's text."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher

from newscrawl.extraction.body.blocks import HEADINGS, Raw

_WITNESS = 5_000
"""Characters of a description or of JSON-LD's text that lines are compared with."""
_LINE = 2_000
"""Characters of a line that are compared with them."""
_MARKS = 6
"""So many of the longest words of a witness are searched first. This quickly excludes most lines.
"""
_MARK = 4
"""Letters of the shortest word that is searched first."""
_SHORTER, _LONGER = 0.7, 3
"""A line that holds a title is so many times as long as the title, at least and at most."""
_LONGEST = 300
"""Characters of the longest line that is compared with the titles."""
_HELD = 20
"""A heading with so many characters that is a part of a title repeats it. Shorter parts are words
that titles share.
"""
_SAME_LENGTH, _SAME_WORDS, _SAME_RATIO = 0.8, 0.7, 0.9
"""Two texts are one if the shorter has so much of the longer's length, if they share so much of
their words, and if difflib's ratio of equal characters is above the last. The first two are quick
to compute and rule most pairs out."""
_WORDLIKE = re.compile(r"\w+")


class Titles:
    """The titles of a page, with which lines are compared.

    The answer for each line is kept, since several places ask for it.
    """

    def __init__(self, titles: Collection[str]) -> None:
        plain = dict.fromkeys(filter(None, map(plain_text, titles)))
        self.titles = [(title, frozenset(title.split())) for title in plain]
        self.least = _SHORTER * min(map(len, plain), default=0)
        self.most = min(_LONGER * max(map(len, plain), default=-1), _LONGEST)
        self.known: dict[Raw, bool] = {}

    def has(self, raw: Raw) -> bool:
        """Returns whether a line is a title, or is a heading that holds one."""
        size = len(raw.text)
        if not self.least <= size <= self.most:
            return False
        if raw not in self.known:
            self.known[raw] = self._holds(raw, size)
        return self.known[raw]

    def _holds(self, raw: Raw, size: int) -> bool:
        if not any(
            _SHORTER * len(title) <= size <= _LONGER * len(title) for title, _ in self.titles
        ):
            return False
        said = _WORDLIKE.findall(raw.text.lower())
        plain, words = " ".join(said), frozenset(said)
        holds = raw.node.tag in HEADINGS and len(plain) >= _HELD
        return any(
            _same(plain, words, title, in_title)
            or (holds and 2 * len(title) >= len(plain) and title in plain)
            for title, in_title in self.titles
        )


class Witness:
    """A text of the page about its article: its description, or JSON-LD's text."""

    def __init__(self, words: str | None) -> None:
        words = (words or "")[:_WITNESS]
        self.runs = _runs(words) if words else set()
        longest = sorted(
            (len(word), word) for word in set(words.lower().split()) if len(word) >= _MARK
        )
        self.marks = [word for _, word in longest[-_MARKS:]]

    def tells(self, text: str) -> bool:
        """Returns whether a text says the same: half of the runs of four words of the shorter text
        are shared.
        """
        lowered = text[:_LINE].lower()
        if not any(mark in lowered for mark in self.marks):
            return False
        ours = _runs(lowered)
        return bool(ours and self.runs) and 2 * len(ours & self.runs) >= min(
            len(ours), len(self.runs)
        )


def _runs(text: str) -> set[tuple[str, ...]]:
    """Returns the runs of four words in a text."""
    words = _WORDLIKE.findall(text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def plain_text(text: str) -> str:
    """Returns the words of a text in lower case, with a blank between."""
    return " ".join(_WORDLIKE.findall(text.lower()))


def _same(a: str, in_a: frozenset[str], b: str, in_b: frozenset[str]) -> bool:
    """Returns whether two plain texts are the same except for a word or two. Headlines are often
    shortened a little.

    `in_a` and `in_b` are their words.
    """
    if a == b:
        return bool(a)
    short, long = sorted((len(a), len(b)))
    if short <= _SAME_LENGTH * long or 2 * len(in_a & in_b) < _SAME_WORDS * (len(in_a) + len(in_b)):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() > _SAME_RATIO

"""Whether a line says what the page says of its article: one of its titles, its description, JSON-LD's text."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import SequenceMatcher

from newscrawl.extraction.blocks import HEADINGS, Raw

_WITNESS = 5_000

_MARKS = 6

_WORDLIKE = re.compile(r"\w+")


class Titles:
    """The page's titles as lines are compared with them; each line once, as it is asked for in several places."""

    def __init__(self, titles: Collection[str]) -> None:
        plain = dict.fromkeys(filter(None, map(plain_text, titles)))
        self.titles = [(title, frozenset(title.split())) for title in plain]
        self.least = 0.7 * min(map(len, plain), default=0)
        self.most = min(3 * max(map(len, plain), default=-1), 300)
        self.known: dict[Raw, bool] = {}

    def has(self, raw: Raw) -> bool:
        """Whether a line says a title, or as a heading holds one."""
        size = len(raw.text)
        if not self.least <= size <= self.most:
            return False
        if raw not in self.known:
            self.known[raw] = self._holds(raw, size)
        return self.known[raw]

    def _holds(self, raw: Raw, size: int) -> bool:
        if not any(0.7 * len(title) <= size <= 3 * len(title) for title, _ in self.titles):
            return False
        said = _WORDLIKE.findall(raw.text.lower())
        plain, words = " ".join(said), frozenset(said)
        holds = raw.node.tag in HEADINGS and len(plain) >= 20
        return any(
            _same(plain, words, title, in_title) or (holds and 2 * len(title) >= len(plain) and title in plain)
            for title, in_title in self.titles
        )


class Witness:
    """The page's own words of its article: its description, or JSON-LD's text."""

    def __init__(self, words: str | None) -> None:
        words = (words or "")[:_WITNESS]
        self.runs = _runs(words) if words else set()
        longest = sorted((len(word), word) for word in set(words.lower().split()) if len(word) > 3)
        self.marks = [word for _, word in longest[-_MARKS:]]

    def tells(self, text: str) -> bool:
        """Whether a text says the same: half of the shorter one's runs of four words are in the longer."""
        lowered = text[:2_000].lower()
        if not any(mark in lowered for mark in self.marks):
            return False
        ours = _runs(lowered)
        return bool(ours and self.runs) and 2 * len(ours & self.runs) >= min(len(ours), len(self.runs))


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of four words in a text."""
    words = _WORDLIKE.findall(text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def plain_text(text: str) -> str:
    return " ".join(_WORDLIKE.findall(text.lower()))


def _same(a: str, in_a: frozenset[str], b: str, in_b: frozenset[str]) -> bool:
    """Whether two plain texts, given with their words, are one but for a word or two: a headline is often cut a little."""
    if a == b:
        return bool(a)
    short, long = sorted((len(a), len(b)))
    if short <= 0.8 * long or 2 * len(in_a & in_b) < 0.7 * (len(in_a) + len(in_b)):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.9

"""Returns the meanings of words in the class and id of elements."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.extraction.vocabulary import words

_WORDS = {word: means for means, word in map(str.split, words("class_words"))}
"""Word -> its meaning. Only whole words count: "related" is a word of "story-related", but not of
"unrelated".
"""
_HALVES = frozenset(word[:end] for word in _WORDS for end in range(2, len(word) - 1))
"""Beginnings of known words. `meaning` joins such a part of a name to the next part."""
_HUMP = re.compile(r"[A-Z](?<=[a-z].)")
_PART = re.compile(r"[0-9a-z]+")
_MAX_NAMES = 400
"""Characters of a class and id that are read. Longer ones are made by programs, and their further
words tell nothing new.
"""
_EMPTY: frozenset[str] = frozenset()


def meaning(names: str) -> frozenset[str]:
    """Returns the meanings of the words in a class and id attribute: "comment", "related", "body"
    and so on.

    Two words in a row may be halves of one: "read-more", "readMore" and "read more" mean the same
    as "readmore".
    """
    return _meaning(names[:_MAX_NAMES])  # so that the cache keeps no long names


@lru_cache(maxsize=16384)  # the pages of a site repeat their classes
def _meaning(names: str) -> frozenset[str]:
    if not names.islower():
        names = _HUMP.sub(r" \g<0>", names).lower()
    parts = _PART.findall(names)
    if _WORDS.keys().isdisjoint(parts) and _HALVES.isdisjoint(parts):
        return _EMPTY
    found: list[str] = []
    before = ""
    for part in parts:
        if part in _WORDS:
            found.append(_WORDS[part])
        if before and len(part) > 1 and before + part in _WORDS:
            found.append(_WORDS[before + part])
        before = part if part in _HALVES else ""
    return frozenset(found) if found else _EMPTY

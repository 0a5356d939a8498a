"""Decides what a declared word count counts: words, characters, or the page's markup too."""

from __future__ import annotations

from newscrawl.items import Counting

LEAST_OF_LENGTH, MOST_OF_LENGTH = 0.8, 1.25
"""A declared count fits a measured one if it is 0.8 to 1.25 times as large: tools differ."""
MOST_OF_MARKUP = 2.5
"""A count above 2.5 times the words counts neither words nor markup."""
WORDS_OF_WHOLE = 150
"""A text with fewer words than its declared count may be cut, if it has fewer words than this."""


def counting(declared: int, words: int, characters: int) -> Counting:
    """Returns what a declared count seems to count, by a text's words and characters."""
    if LEAST_OF_LENGTH * words <= declared <= MOST_OF_LENGTH * words:
        return "words"
    if LEAST_OF_LENGTH * characters <= declared <= MOST_OF_LENGTH * characters:
        return "characters"
    with_markup = MOST_OF_LENGTH * words < declared <= MOST_OF_MARKUP * words
    return "markup" if words >= WORDS_OF_WHOLE and with_markup else "other"

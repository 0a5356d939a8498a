"""Reads the length that a page declares for its article: words, characters, or something else?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from newscrawl.items import Counting

Unit = Literal["words", "characters"]

_LESS, _MORE = 0.8, 1.25
"""A declared count fits a measured one if it is 0.8 to 1.25 times as large: tools differ."""
_MOST_OF_MARKUP = 2.5
"""A count above 2.5 times the words counts neither words nor markup."""
SHORT = 150
"""A text with fewer words may be a stub."""
_LEAST_COUNT, _MOST_WORDS, _LEAST_CHARACTERS = 20, 5_000, 600
"""A count below 20 is of no article. Above 5,000 it counts characters, below 600 words."""
_MORE_IN_ONE, _COUNTS_AS, _LEAST_RATIO, _TWENTIETH = 1.5, 1.35, 0.7, 0.05
"""A declared length counts as at least 1.35 times the text's if it is 1.5 times the text's words or
characters. This does not hold if it is within 5 % of the text's characters. A length below .7 times
the text's counts something else.
"""


def counting(declared: int, words: int, characters: int) -> Counting:
    """Returns what a declared count seems to count, by a text's words and characters."""
    if _LESS * words <= declared <= _MORE * words:
        return "words"
    if _LESS * characters <= declared <= _MORE * characters:
        return "characters"
    with_markup = _MORE * words < declared <= _MOST_OF_MARKUP * words
    return "markup" if words >= SHORT and with_markup else "other"


@dataclass(frozen=True)
class Length:
    """The declared length of the whole article. `unit` is None if it may be words or characters."""

    count: int
    unit: Unit | None

    @classmethod
    def of(cls, count: int | None, unit: Unit | None, characters: int) -> Self | None:
        """Returns a declared count as a length; None if it is of no article.

        If the site's `unit` is not known, a count near the text's characters may count either.
        """
        if not count or count < _LEAST_COUNT:
            return None
        if unit is None and _LESS * characters <= count <= _MORE * characters:
            unit = "words" if count < _LEAST_CHARACTERS else None
            unit = "characters" if count > _MOST_WORDS else unit
        elif unit is None and count < _MOST_WORDS:
            unit = "words"
        return cls(count, unit)

    @property
    def unit_if_cut(self) -> Unit | None:
        """The unit, or None. If a count near a text's characters counted these, the text would be
        whole. So on a cut text it counts words.
        """
        return self.unit or ("words" if self.count < _MOST_WORDS else None)

    def times(self, words: int, characters: int) -> float | None:
        """Returns the length as a multiple of the text's; None if it counts something else."""
        by_words, by_characters = self.count / max(words, 1), self.count / max(characters, 1)
        if self.unit:
            ratio = by_words if self.unit == "words" else by_characters
            return ratio if ratio >= _LEAST_RATIO else None
        low, high = sorted((by_words, by_characters))
        if high >= _MORE_IN_ONE and abs(by_characters - 1) > _TWENTIETH:
            return max(low, _COUNTS_AS)
        return None if low < _LEAST_RATIO or low < _COUNTS_AS < high else low

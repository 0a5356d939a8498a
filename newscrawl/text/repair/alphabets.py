"""Signs of each language in Latin script: its letters beyond a to z, and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

from newscrawl.text.vocabulary import entries

LETTERS: dict[str, str] = {}
"""Language -> its lower-case letters beyond a to z, the most frequent first."""
_LANGUAGES_OF: dict[str, list[str]] = {}
for _row in entries(__package__, "latin_languages"):
    _language, LETTERS[_language], *_words = _row.split()
    for _word in _words:
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
_ALL = frozenset("".join(LETTERS.values()))
_WORD = re.compile(r"[^\W\d_]+")
_WORD_BITS = 2.0  # bits for a language for each of its commonest words in the text
_LETTER_BITS = 2.0  # bits against a language for each letter of other languages in the text
_ENOUGH = 10
"""The most words that count for a language, so that a long text does not outweigh its letters."""
_MOST = 6.0  # bits against a letter that a language doesn't use
_RARER, _RAREST = 0.2, 5
"""Bits against a letter for each commoner letter of its language, up to the sixth letter."""
_SAMPLE = 4000
"""Characters that are read. Far fewer suffice to recognise a language."""


def likely(text: str, language: str | None = None) -> dict[str, float]:
    """Returns the languages in Latin script that `text` may be in -> bits, by common words and
    letters.

    A `language` (BCP 47) in Latin script is the only result.
    """
    known = (language or "").split("-")[0].lower()
    if known in LETTERS:
        return {known: 0.0}
    sample = text[:_SAMPLE].lower()
    found = Counter(
        language for word in _WORD.findall(sample) for language in _LANGUAGES_OF.get(word, ())
    )
    other = _ALL & set(sample)
    return {
        language: _WORD_BITS * min(found[language], _ENOUGH)
        - _LETTER_BITS * sum(char not in own for char in other)
        for language, own in LETTERS.items()
    }


def unusual(letters: Counter[str], languages: dict[str, float]) -> float:
    """Returns the bits against lower-case `letters`, for the language that fits best."""
    most = max(languages.values())
    return min(
        most - bits + sum(_surprise(letter, language) * count for letter, count in letters.items())
        for language, bits in languages.items()
    )


def _surprise(letter: str, language: str) -> float:
    place = LETTERS[language].find(letter)
    return _MOST if place < 0 else _RARER * min(place, _RAREST)

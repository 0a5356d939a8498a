"""Finds unreadable text in an article's place: blanked out, filler, scrambled letters.

Pages blur such text and show it to readers who have not paid. It is removed, never deciphered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newscrawl.items import IN_TEXT, Block
from newscrawl.text import phrases, tokens
from newscrawl.text.phrases import lexicon

_READABLE = 20
"""Above a readable paragraph of at least 20 tokens, no unreadable text is looked for."""
_ENOUGH = 20
"""Scrambled letters are recognised only in at least 20 words of three letters or more."""
_READ = 1500  # the most characters of a block that are read
_FILLING = re.compile(r"[\u2580-\u259f\u25a0-\u25ad]")
_FILLER = re.compile(r"\blorem ipsum\b|\bdolor sit amet\b", re.IGNORECASE)
_CROSSES = re.compile(r"(?:\b[xX]{2,}\b\W{1,3}){4}")
_WORD = re.compile("[a-z]{3,}")
_VOWEL = re.compile("[aeiouy]")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_SHIFTS = [str.maketrans(_ALPHABET, _ALPHABET[by:] + _ALPHABET[:by]) for by in range(1, 26)]


def veiled(blocks: Sequence[Block]) -> dict[int, str]:
    """Returns the numbers of the unreadable blocks at a text's end, each with its rule.

    The rules are `veiled.blanked` and `veiled.scrambled`.
    """
    found: dict[int, str] = {}
    for place in range(len(blocks) - 1, -1, -1):
        text = blocks[place].text[:_READ]
        if blocks[place].type not in IN_TEXT:
            continue
        if _blanked(text):
            found[place] = "veiled.blanked"
        elif _scrambled(text, blocks[:place]):
            found[place] = "veiled.scrambled"
        elif tokens.count_to(_READABLE, text) >= _READABLE:
            break
    return found


_FILLED = 10  # a line that is blanked out has at least 10 filling characters
_SHORT_WORD = 2  # words of one or two letters are too short to recognise scrambled text by


def _blanked(text: str) -> bool:
    """Returns whether most of a line is filler: "████ ███", or printers' dummy text."""
    if _FILLER.search(text) or _CROSSES.search(text):
        return True
    filled = len(_FILLING.findall(text))
    return filled >= _FILLED and 2 * filled > len(text) - text.count(" ")


def _scrambled(text: str, above: Sequence[Block]) -> bool:
    """Returns whether a paragraph has scrambled letters.

    Its words have nearly no vowels, or they become words of the language above it if their letters
    are put in another order or shifted in the alphabet. The words of a paragraph in another language
    don't become such words.
    """
    words = _words(text) if len(text) >= 5 * _ENOUGH else []
    if len(words) < _ENOUGH or 20 * _spoken(words)[1] >= len(words):
        return False
    # no language has so many words without a vowel
    if 4 * sum(not _VOWEL.search(word) for word in words) > len(words):
        return True
    read = _words(" ".join(block.text[-1000:] for block in above[-8:] if block.type in IN_TEXT))
    language, times = _spoken(read)
    if len(read) < _ENOUGH or 10 * times < len(read):
        return False
    common = {
        word
        for word, languages in lexicon().common.items()
        if language in languages and len(word) > _SHORT_WORD
    }
    ordered = {"".join(sorted(word)) for word in common}
    if 6 * sum("".join(sorted(word)) in ordered for word in words) >= len(words):
        return True
    joined = " ".join(words)
    return any(
        6 * _times(joined.translate(shift).split(), common) >= len(words) for shift in _SHIFTS
    )


def _words(text: str) -> list[str]:
    """Returns the words of three letters or more, a to z, without names."""
    return [word for word in phrases.written(text) if _WORD.fullmatch(word)]


def _spoken(words: Sequence[str]) -> tuple[str | None, int]:
    """Returns the language that has most of these words as small words, and their number."""
    common = lexicon().common
    spoken = Counter(language for word in words for language in common.get(word, ()))
    return max(spoken.items(), key=lambda item: item[1], default=(None, 0))


def _times(words: Iterable[str], common: set[str]) -> int:
    return sum(word in common for word in words)

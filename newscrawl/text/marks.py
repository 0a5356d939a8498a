"""Shortens rows of combining marks, because the time that their normalisation takes grows with the
square of their number.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

MOST = 30
"""The most marks of a row: the limit of stream-safe text (UAX 15). No language needs as many."""


def normalize(form: Literal["NFC", "NFKD"], text: str) -> str:
    """Returns `text` in a normalisation form of Unicode, with at most `MOST` marks in a row."""
    return unicodedata.normalize(form, bounded(text))


def bounded(text: str) -> str:
    """Returns `text` without the marks of a row that come after the first `MOST`."""
    # A row that is too long has a mark at one of every MOST characters. This quick test excludes
    # nearly all texts.
    if text.isascii() or not any(map(unicodedata.combining, text[::MOST])):
        return text
    kept: list[str] = []
    done = 0
    for at in range(0, len(text), MOST):
        if at >= done and unicodedata.combining(text[at]):
            start, end = at, at + 1
            while start > done and unicodedata.combining(text[start - 1]):
                start -= 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            kept.append(text[done : min(end, start + MOST)])
            done = end
    return "".join([*kept, text[done:]])

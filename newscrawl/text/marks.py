"""Rows of combining marks, which Unicode's normalisation sorts in a time that grows with the
square of their number.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import Literal

MOST = 30
"""Marks in a row that are kept: the bound of Unicode's stream-safe text (UAX 15). No language
comes near.
"""


def normalize(form: Literal["NFC", "NFKD"], text: str) -> str:
    """`text` in a normalisation form of Unicode, without the marks of a row that come after the
    first `MOST`.
    """
    return unicodedata.normalize(form, bounded(text))


def bounded(text: str) -> str:
    """`text` without the marks of a row that come after the first `MOST`."""
    return text if text.isascii() else _rows().sub(r"\1", text)


@cache
def _rows() -> re.Pattern[str]:
    # One class with characters beyond U+FFFF is a list to Python's re, which goes through it at
    # every character of a text.
    marks = [
        char for char in map(chr, range(0x300, sys.maxunicode + 1)) if unicodedata.combining(char)
    ]
    low, high = (
        "".join(char for char in marks if (char > "\uffff") is beyond) for beyond in (False, True)
    )
    mark = f"(?:[{low}]|(?=[\U00010000-\U0010ffff])[{high}])"
    return re.compile(f"({mark}{{{MOST}}}){mark}+")

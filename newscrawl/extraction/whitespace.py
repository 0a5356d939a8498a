"""White space as HTML knows it."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNEVEN = re.compile(r"[\t\n\r\f]|  ")


def collapse(text: str) -> str:
    """`text` with runs of HTML's white space as one space.

    A no-break space or U+0085 stays: in damaged text they are bytes of letters, which the repair
    still needs.
    """
    if text.isascii():
        return " ".join(text.split())
    return (_SPACE.sub(" ", text) if _UNEVEN.search(text) else text).strip(" ")

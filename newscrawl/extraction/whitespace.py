"""White space as HTML knows it."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[ \t\n\r\f]+")


def collapse(text: str) -> str:
    """`text` with runs of HTML's white space as one space.

    A no-break space or U+0085 stays: in damaged text they are bytes of letters, which the repair still needs.
    """
    return " ".join(text.split()) if text.isascii() else _SPACE.sub(" ", text).strip(" ")

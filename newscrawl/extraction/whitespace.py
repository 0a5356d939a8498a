"""White space as HTML defines it."""

from __future__ import annotations


def collapse(text: str) -> str:
    """`text` with runs of HTML's white space as one space.

    A no-break space or U+0085 stays: in damaged text they are bytes of letters, which the repair
    still needs.
    """
    if text.isascii():
        return " ".join(text.split())
    # looking for one sign after the other is faster than a pattern
    for sign in "\t\n\r\f":
        if sign in text:
            text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")

"""Collapses white space as HTML defines it, and lists the elements that stand in a line."""

from __future__ import annotations

INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr o:p output q rb ruby s samp "
    "slot small span strike strong sub sup time tt u var wbr br img".split()
)
"""Elements whose text runs on in the line around them."""


def collapse(text: str) -> str:
    """Returns `text` with runs of HTML's white space as one space. The line break of word processors
    (vertical tab) counts too.

    No-break spaces (U+00A0) and U+0085 stay, because the repair still needs them: in damaged text
    they are parts of letters. For example, "Ã" and U+00A0 stand for "à".
    """
    if text.isascii():
        return " ".join(text.split())
    # looking for one sign after the other is faster than a pattern
    for sign in "\t\n\v\f\r":
        if sign in text:
            text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")

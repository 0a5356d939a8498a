"""Makes text safe for a line of a log or a terminal."""

from __future__ import annotations

import re

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the direction of text. They can make a line look like another one."""
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{BIDI}\ud800-\udfff]")
_UNSEEN_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{BIDI}\ud800-\udfff]")
LONGEST = 500
"""The most characters of one value in a log line. Longer values are cut."""


def printable(text: str) -> str:
    """Returns `text` on one line of at most `LONGEST` characters, controls escaped as in Python.

    >>> printable("World\\x1b[2J")
    'World\\\\x1b[2J'
    """
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return _UNSEEN.sub(_escaped, short)


def visible(text: str) -> str:
    """Returns lines of text with controls and direction marks escaped. Line feeds and tabs stay."""
    return _UNSEEN_IN_LINES.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")

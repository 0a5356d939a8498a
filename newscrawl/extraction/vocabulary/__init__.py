"""Words that extraction looks for in bylines, captions, dates and class names: one list a file, one
entry a line."""

from __future__ import annotations

from newscrawl.text.vocabulary import entries


def words(name: str) -> list[str]:
    """Returns the entries of the word list `name`.txt in this folder."""
    return entries(__name__, name)


def any_of(name: str) -> str:
    """Returns a regular expression that matches any entry of the word list `name`.txt in this
    folder.

    Entries are regular expressions. A blank stands for white space of any length: the entry
    "written by" becomes `written\\s+by`.
    """
    return "(?:" + "|".join(entry.replace(" ", r"\s+") for entry in words(name)) + ")"

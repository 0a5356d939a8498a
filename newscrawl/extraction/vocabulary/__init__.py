"""Words that extraction looks for in bylines, captions, dates and class names: one list a file, one
entry a line."""

from __future__ import annotations

import re

from newscrawl.text.vocabulary import entries

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


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


def class_pattern(name: str) -> re.Pattern[str]:
    """Returns a pattern that finds the entries of a word list among the words of a class, as `dashed`
    gives it.
    """
    return re.compile(rf"(?:^|[\s_-]){any_of(name)}(?:$|[\s_-])", re.IGNORECASE)


def dashed(name: str) -> str:
    """Returns a class with its words apart: "articleByline" -> "article-Byline"."""
    return _CAMEL.sub("-", name)

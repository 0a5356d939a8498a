"""Edits of a document, which is one string with its parts joined by NUL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

JOINT = "\0"


class Edit(NamedTuple):
    """A change at the character `position` of the document."""

    rule: str
    before: str
    after: str
    position: int


class Change(NamedTuple):
    """An edit as `repair` returns it: made to string number `where` of the strings it was given."""

    rule: str
    before: str
    after: str
    where: int = 0


Rule = Callable[[str], list[Edit]]
Replace = Callable[[re.Match[str]], str]


def substitute(rule: str, pattern: re.Pattern[str], replace: Replace, text: str) -> list[Edit]:
    """Returns an Edit for each match that `replace` changes."""
    return [
        Edit(rule, match[0], after, match.start())
        for match in pattern.finditer(text)
        if (after := replace(match)) != match[0]
    ]


def replacing(rule: str, pattern: re.Pattern[str], replace: Replace) -> Rule:
    """Returns the rule that makes these substitutions."""
    return partial(substitute, rule, pattern, replace)


def apply(text: str, edits: list[Edit]) -> str:
    """Returns `text` with the edits made. Edits are in order and don't overlap."""
    if not edits:
        return text
    pieces: list[str] = []
    position = 0
    for _, before, after, start in edits:
        pieces += (text[position:start], after)
        position = start + len(before)
    return "".join([*pieces, text[position:]])


def parts_of(text: str) -> Iterator[tuple[str, int]]:
    """Yields the parts of a document, each with the position of its first character."""
    start = 0
    for part in text.split(JOINT):
        yield part, start
        start += len(part) + 1

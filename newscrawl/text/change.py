"""One repair made to one string of a document."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """What `rule` found and what it put there; `where` is the index of the string in the document."""

    rule: str
    before: str
    after: str
    where: int = 0

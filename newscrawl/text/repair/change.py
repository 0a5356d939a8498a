"""One repair made to one string of a document."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """`rule` replaced the text `before` by `after`. `where` is the index of the string in the
    document."""

    rule: str
    before: str
    after: str
    where: int = 0

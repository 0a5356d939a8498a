"""One repair made to one string of a document."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """`rule` replaced `before` by `after` in string number `where` of the document."""

    rule: str
    before: str
    after: str
    where: int = 0

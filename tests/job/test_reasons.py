"""What reasons mean: every reason that newscrawl counts is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newscrawl.job import exceptions
from newscrawl.job.reasons import in_words, meaning

PACKAGE = Path(exceptions.__file__).parents[1]
REASON = re.compile(
    r'\bcount\("skipped/(\w+)"|(?:UnreadableError\(|Skipped\(\s*|Refused\(|refused\(.*, )"([\w ]+)"'
)


def counted() -> set[str]:
    """Returns the reasons that stand in the code, and the names of exceptions of pipelines."""
    texts = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    found = {next(filter(None, groups)) for text in texts for groups in REASON.findall(text)}
    drops = {name for name, kind in vars(exceptions).items() if _is_drop(kind)}
    return found | drops


def _is_drop(kind: object) -> bool:
    drop = exceptions.DropItem
    return isinstance(kind, type) and issubclass(kind, drop) and kind is not drop


@pytest.mark.parametrize("reason", sorted(counted()))
def test_a_reason_has_a_meaning(reason: str) -> None:
    assert meaning(reason)


def test_many_reasons_are_found() -> None:
    assert {"not_article", "gzip", "private address", "NoText"} <= counted()


def test_a_reason_in_words() -> None:
    assert in_words("preview: robots") == "preview: robots (robots.txt forbids it)"
    assert in_words("nobody knows") == "nobody knows"

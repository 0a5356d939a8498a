"""Words as newscrawl counts them: runs of letters and digits, a character each in Chinese, Japanese and Thai."""

from __future__ import annotations

import re

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]")


def tokens(text: str) -> list[str]:
    """The tokens of `text`, in order, as they stand."""
    return _TOKEN.findall(text)


def count(text: str) -> int:
    """How many tokens `text` has."""
    return len(_TOKEN.findall(text))

"""Words as newscrawl counts them: runs of letters and digits, a character each in Chinese, Japanese and Thai."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]")


def tokens(text: str) -> list[str]:
    """The tokens of `text`, in order, as they stand."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=64)  # several pipelines in a row ask it of one text
def count(text: str) -> int:
    """How many tokens `text` has."""
    return len(_TOKEN.findall(text))


def count_to(most: int, text: str) -> int:
    """How many tokens `text` has, `most` where it has more: of a long text its beginning is read."""
    return sum(1 for _ in islice(_TOKEN.finditer(text), most))

"""Words as newscrawl counts them: runs of letters and digits.

In Chinese, Japanese and Thai, which have no spaces, each character counts as a word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from newscrawl.text.scripts import HAN, KANA, THAI

_UNSPACED = f"{THAI}{KANA}{HAN}"
_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]")


def tokens(text: str) -> list[str]:
    """The tokens of `text`, in order and unchanged."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=64)  # several pipelines in a row count the words of one text
def count(text: str) -> int:
    """How many tokens `text` has."""
    return len(_TOKEN.findall(text))


def count_to(most: int, text: str) -> int:
    """How many tokens `text` has, at most `most`. Only the beginning of a long text is read."""
    return sum(1 for _ in islice(_TOKEN.finditer(text), most))

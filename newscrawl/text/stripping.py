"""Strips an article of its frame only once. A spider that follows previews needs the result before
the boilerplate stage does.
"""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.items import Article
from newscrawl.text.boilerplate import Stripped, strip


@dataclass(frozen=True)
class _Done:
    """The lines that `strip` read, and its result."""

    lines: list[str]
    result: Stripped


def stripped(article: Article) -> Stripped:
    """Returns the result of `strip` for the article's blocks.

    The result is computed again only if a line has changed since the last call.
    """
    after = article.evidence.after
    lines = [block.text for block in (*article.blocks, *after)]
    done = article.attached(_Done)
    if done is None or done.lines != lines:
        done = _Done(lines, strip(article.blocks, after=after, language=article.language))
        article.attach(done)
    return done.result

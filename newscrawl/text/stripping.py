"""Returns an article without its frame, computed once. A spider that follows previews needs it
before the boilerplate stage.
"""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.items import Article
from newscrawl.text.boilerplate import Stripped, strip


@dataclass(frozen=True)
class _Done:
    """The lines that `strip` looked through, and its result."""

    lines: list[str]
    result: Stripped


def stripped(article: Article) -> Stripped:
    """Returns what `strip` makes of the article's blocks; worked out anew only if a line is
    another than at the last call.
    """
    after = article.evidence.after
    lines = [block.text for block in (*article.blocks, *after)]
    done = article.attached(_Done)
    if done is None or done.lines != lines:
        done = _Done(lines, strip(article.blocks, after=after, language=article.language))
        article.attach(done)
    return done.result

"""An article without its frame, worked out once: a spider that follows previews asks before the pipeline does."""

from __future__ import annotations

from newscrawl.items import Article
from newscrawl.text.boilerplate import Stripped, strip


def stripped(article: Article) -> Stripped:
    """What `strip` makes of the article's blocks; worked out anew only if a line is another than at the last call."""
    evidence = article.evidence
    lines = [block.text for block in (*article.blocks, *evidence.after)]
    if evidence.stripped is None or evidence.stripped[0] != lines:
        evidence.stripped = lines, strip(article.blocks, after=evidence.after, language=article.language)
    return evidence.stripped[1]

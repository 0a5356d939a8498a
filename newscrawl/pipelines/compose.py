"""Composes `text`, `word_count`, `id` and `revision` from the blocks, and reads dateline and agency
from the text.

This happens once, after all pipelines that change blocks.
"""

from __future__ import annotations

from hashlib import sha256

from newscrawl.extraction.agencies import dateline, signed_by
from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.compose import compose
from newscrawl.text.tokens import count

FIRST_PARAGRAPHS = 3
"""A standfirst or an editor's note may stand before the paragraph that has the dateline."""


def digest(text: str) -> str:
    """The first 32 hex digits of SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class ComposePipeline(Pipeline):
    name = "compose"

    def process_item(self, item: Article) -> Article:
        item.text = compose(item.blocks)
        item.word_count = count(item.text)
        item.id = digest(item.canonical_url or item.text)
        item.revision = digest(f"{item.title or ''}\n\n{item.text}")
        # The dateline is read from the repaired text, since it ends with a dash, which is often
        # damaged.
        paragraphs = [block.text for block in item.blocks if block.type == "paragraph"]
        place, agency = next(
            (line for text in paragraphs[:FIRST_PARAGRAPHS] if (line := dateline(text))[0]), (None, None)
        )
        item.dateline = item.dateline or place
        item.agency = item.agency or agency or (signed_by(paragraphs[-1]) if paragraphs else None)
        return item

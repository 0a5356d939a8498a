"""Composes `text`, `word_count`, `id` and `revision` from the blocks: once, last."""

from __future__ import annotations

from hashlib import sha256

from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.compose import compose
from newscrawl.text.tokens import count


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
        return item

"""Takes out what a preview, paywall or other frame added to the text, and keeps every such line in `removed`."""

from __future__ import annotations

from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.boilerplate import strip


class BoilerplatePipeline(Pipeline):
    name = "boilerplate"

    def process_item(self, item: Article) -> Article:
        names = [name for name in (item.publisher.name, item.publisher.domain) if name]
        stripped = strip(item.blocks, after=item.evidence.after, names=names, language=item.language)
        item.blocks = stripped.blocks
        # An article that comes by again keeps what was said of it.
        item.evidence.frame = item.evidence.frame or stripped.signals
        taken = [*item.evidence.dropped, *stripped.removed]
        item.removed, item.evidence.dropped = [*item.removed, *taken], []
        for line in taken:
            self.count(line.rule)
        if stripped.removed:
            self.count("articles")
        return item

"""Takes out what a preview, paywall or other frame added to the text or put in its place, and keeps it in `removed`."""

from __future__ import annotations

from newscrawl.items import Article, Removed
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.stripping import stripped
from newscrawl.text.veiled import veiled


class BoilerplatePipeline(Pipeline):
    name = "boilerplate"

    def process_item(self, item: Article) -> Article:
        if item.evidence.frame is not None:  # an article that comes by again keeps its lines, and what was said of it
            return item
        hidden = veiled(item.blocks)
        unread = [Removed(item.blocks[place].text, rule) for place, rule in sorted(hidden.items())]
        if unread:
            item.evidence.veiled = unread[0].text
            item.blocks = [block for place, block in enumerate(item.blocks) if place not in hidden]
        found = stripped(item)
        item.blocks = found.blocks
        item.evidence.frame = found.signals
        taken = [*item.evidence.dropped, *unread, *found.removed]
        item.removed, item.evidence.dropped = [*item.removed, *taken], []
        for line in taken:
            self.count(line.rule)
        if found.removed:
            self.count("articles")
        return item

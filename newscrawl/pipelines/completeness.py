"""Says whether the article is whole, how sure that is, and why."""

from __future__ import annotations

from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.boilerplate import Frame
from newscrawl.text.completeness import judge
from newscrawl.text.compose import compose
from newscrawl.text.tokens import count


class CompletenessPipeline(Pipeline):
    name = "completeness"

    def process_item(self, item: Article) -> Article:
        frame = item.evidence.frame or Frame()
        verdict = judge(item.blocks, item.evidence, frame, count(compose(item.blocks)))
        item.truncated, item.completeness = verdict.truncated, verdict.completeness
        item.access = verdict.access or item.access
        self.count({True: "truncated", False: "whole", None: "unknown"}[item.truncated])
        if item.truncated:
            self.count(f"kind/{item.completeness.kind}")
        return item

"""Says whether the article is whole, how sure that is, and why."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.items import Article
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.boilerplate import Frame
from newscrawl.text.completeness import judge
from newscrawl.text.compose import compose
from newscrawl.text.tokens import count
from newscrawl.text.witnesses import Unit

DOUBTED = 0.82
"""A text of lower confidence is never called whole. On sites left out that doubts 3 % of the good texts (F1 of .8 and more)
and finds a third of the bad ones (under .7).
"""
DOUBT = "The text may not be the article, or not all of it: its confidence is low"


def _is_doubted(item: Article) -> bool:
    """Whether the extraction may have failed where nothing says that the publisher cut the text."""
    return item.confidence is not None and item.confidence < DOUBTED and not item.truncated


class CompletenessPipeline(Pipeline):
    name = "completeness"

    def process_item(self, item: Article) -> Article:
        frame = item.evidence.frame or Frame()
        page, counting = item.evidence, item.evidence.counting
        if counting == "markup":  # this site's counts are well above its words: they say nothing of a cut
            page = replace(page, declared_words=None)
        unit: Unit | None = counting if counting in ("words", "characters") else None
        words, domain = count(compose(item.blocks)), item.publisher.domain
        beside = [said for said in (item.title, item.description) if said]
        verdict = judge(item.blocks, page, frame, words, unit=unit, domain=domain, beside=beside)
        item.truncated, item.completeness = verdict.truncated, verdict.completeness
        item.access = verdict.access or item.access
        if _is_doubted(item):
            item.truncated, item.completeness.kind = None, "extraction_gap"
            item.completeness.reason = f"{DOUBT} ({item.confidence:.2f}). {item.completeness.reason}"
            self.count("doubted")
        self.count({True: "truncated", False: "whole", None: "unknown"}[item.truncated])
        if item.truncated:
            self.count(f"kind/{item.completeness.kind}")
        return item

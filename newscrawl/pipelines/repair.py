"""Repairs the characters of an article, all its strings together, and lists the repairs in
`fixes`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from newscrawl.items import Article, Fix
from newscrawl.pipelines.base import Pipeline
from newscrawl.text.repair import repair


class RepairPipeline(Pipeline):
    name = "repair"

    def process_item(self, item: Article) -> Article:
        slots: list[tuple[Any, str]]
        slots = [
            (item, name)
            for name in ("title", "subtitle", "description", "section", "page_section", "agency", "dateline")
        ]
        slots += [(block, name) for block in item.blocks for name in ("text", "credit")]
        slots += [(image, name) for image in item.images for name in ("caption", "credit")]
        slots += [(author, "name") for author in item.authors]
        slots += [(line, "text") for line in item.evidence.dropped]
        filled = [(part, name, value) for part, name in slots if (value := getattr(part, name))]
        given = [value for _, _, value in filled] + item.tags
        # Evidence is repaired too, but it is no part of the record, so its repairs are not counted.
        behind, titles = item.evidence.after, item.evidence.titles
        repaired = repair([*given, *(block.text for block in behind), *titles], item.language)
        for (part, name, before), after in zip(filled, repaired.parts, strict=False):
            if after != before:
                setattr(part, name, after)
        item.tags = repaired.parts[len(filled) : len(given)]
        for block, text in zip(behind, repaired.parts[len(given) :], strict=False):
            block.text = text
        item.evidence.titles = repaired.parts[len(given) + len(behind) :]
        item.blocks = [block for block in item.blocks if block.text]
        counts = Counter(change.rule for change in repaired.changes if change.where < len(given))
        before = {fix.rule: fix.count for fix in item.fixes}  # the article may pass this pipeline twice
        item.fixes = [Fix(rule, count) for rule, count in (Counter(before) + counts).items()]
        for rule, count in counts.items():
            self.count(rule, count)
        if counts:
            self.count("articles")
        return item

"""Composes `text`, `word_count`, `id` and `revision` from the blocks."""

from __future__ import annotations

from newscrawl.pipelines.base import StagePipeline


class ComposePipeline(StagePipeline):
    name = "compose"

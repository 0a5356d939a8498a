"""Says whether the article is whole, how sure that is, and why."""

from __future__ import annotations

from newscrawl.pipelines.base import StagePipeline


class CompletenessPipeline(StagePipeline):
    name = "completeness"

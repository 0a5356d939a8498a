"""Decides whether the article is complete, with a probability and reasons."""

from __future__ import annotations

from newscrawl.pipelines.base import StagePipeline


class CompletenessPipeline(StagePipeline):
    name = "completeness"

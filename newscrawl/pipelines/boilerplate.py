"""Moves boilerplate from the text to `removed`."""

from __future__ import annotations

from newscrawl.pipelines.base import StagePipeline


class BoilerplatePipeline(StagePipeline):
    name = "boilerplate"

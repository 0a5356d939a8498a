"""Takes boilerplate out of the text and keeps it in `removed`."""

from __future__ import annotations

from newscrawl.pipelines.base import StagePipeline


class BoilerplatePipeline(StagePipeline):
    name = "boilerplate"

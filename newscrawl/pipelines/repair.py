"""Repairs the characters of an article and lists the repairs in `fixes`."""

from __future__ import annotations

from newscrawl.pipelines.base import StagePipeline


class RepairPipeline(StagePipeline):
    name = "repair"

"""Small fitted models: a candidate's score is the sum of the weights of its features."""

from __future__ import annotations

from collections.abc import Mapping

from newscrawl.text.vocabulary import entries

Features = dict[str, float]
"""A candidate's features by name; a feature that is left out is 0."""


def weights(name: str) -> dict[str, float]:
    """Returns the weight of each feature in extraction/models/`name`.txt.

    benchmarks/fit_facts.py writes this file. Each line has a feature and its weight.
    """
    lines = entries("newscrawl.extraction.models", name)
    return {feature: float(weight) for feature, weight in map(str.split, lines)}


def score(features: Features, known: Mapping[str, float]) -> float:
    """Returns the sum of the weights of a candidate's features."""
    return sum(known.get(name, 0.0) * value for name, value in features.items())

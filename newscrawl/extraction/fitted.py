"""Reads fitted models from the package's data: sums of weights, and boosted trees, which are compiled
to Python. A row takes a few microseconds, and no library is needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from newscrawl.text.vocabulary import entries

Features = dict[str, float]
"""A candidate's features by name; a feature that is left out is 0."""
Score = Callable[..., float]


def weights(name: str) -> dict[str, float]:
    """Returns the weight of each feature in extraction/models/`name`.txt.

    benchmarks/fit_facts.py writes this file. Each line has a feature and its weight.
    """
    lines = entries("newscrawl.extraction.models", name)
    return {feature: float(weight) for feature, weight in map(str.split, lines)}


def score(features: Features, known: Mapping[str, float]) -> float:
    """Returns the sum of the weights of a candidate's features."""
    return sum(known.get(name, 0.0) * value for name, value in features.items())


@cache
def stored_model(name: str) -> dict[str, Any]:
    """Returns the data of one model in `extraction/models`."""
    data = (files("newscrawl.extraction.models") / f"{name}.json").read_bytes()
    found: dict[str, Any] = json.loads(data)
    return found


@cache
def scorer(name: str) -> Score:
    """Returns the function that scores a row by the trees of one model in `extraction/models`."""
    data = stored_model(name)
    return compiled(data["trees"], len(data["features"]))


def compiled(trees: Sequence[Any], width: int) -> Score:
    """Returns a function of `width` numbers that returns the sum of the trees.

    A tree is a leaf's value, or [feature, threshold, tree up to the threshold, tree above it].
    """
    names = ", ".join(f"x{place}" for place in range(width))
    total = " + ".join(["0.0", *map(_expression, trees)])
    # The source is made of numbers alone, so the data can't bring code in. Building a syntax tree
    # instead would take twice as long.
    score: Score = eval(compile(f"lambda {names}: {total}", "<trees>", "eval"))
    return score


def _expression(tree: Any) -> str:
    """Returns a tree as Python's conditional expression."""
    if not isinstance(tree, list):
        return repr(float(tree))
    feature, threshold, low, high = tree
    return (
        f"({_expression(low)} if x{int(feature)} <= {float(threshold)!r} else {_expression(high)})"
    )

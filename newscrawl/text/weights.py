"""The fitted weights of the boilerplate stage, of a text's end and of the verdict, read from
weights.json.

benchmarks/fit_boilerplate.py and benchmarks/fit_completeness.py write the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal

FILE = files("newscrawl.text") / "weights.json"

Stage = Literal["line", "word", "ending", "verdict"]
"""A stage answers one question: is a line the site's? Is a word cut in two? Is an unfinished end a
cut? Is a text truncated?
"""

Weight = float | Sequence[Sequence[float]]
"""The weight of a sign (a feature): a factor of its value, or a curve: points (value, log-odds) by
rising values.
"""


@cache
def weights(stage: Stage) -> dict[str, Weight]:
    """Returns the weights of a stage by the names of its signs."""
    found: dict[str, dict[str, Weight]] = json.loads(FILE.read_text("utf-8"))
    return found[stage]


def odds(stage: Stage, signs: Mapping[str, float]) -> float:
    """Returns the log-odds that all signs of a stage give together."""
    known = weights(stage)
    return sum([weigh(known[name], value) for name, value in signs.items()])


def is_positive(stage: Stage, signs: Iterable[tuple[str, float]]) -> bool:
    """Returns whether all signs of a stage give log-odds above 0 together.

    Signs are read one by one, until the remaining ones can't lift the log-odds above 0. A sign that
    is weighed by a factor must be between 0 and 1.
    """
    known, most = weights(stage), _most(stage)
    total = sum(most.values())
    for name, value in signs:
        total += weigh(known[name], value) - most[name]
        if total <= 0:
            return False
    return True


@cache
def _most(stage: Stage) -> dict[str, float]:
    """Returns the most that each sign of a stage can add."""
    return {
        name: max(weight, 0.0)
        if isinstance(weight, int | float)
        else max(odds for _, odds in weight)
        for name, weight in weights(stage).items()
    }


def weigh(weight: Weight, value: float) -> float:
    """Returns the log-odds that a sign of this value adds.

    Between two points of a curve the log-odds are interpolated; beyond its ends they stay the same.

    >>> weigh(2.0, 0.5), weigh([(0, 1), (10, 2)], 5), weigh([(0, 1), (10, 2)], 99)
    (1.0, 1.5, 2)
    """
    if isinstance(weight, int | float):
        return weight * value
    if value <= weight[0][0]:
        return weight[0][1]
    for (left, low), (right, high) in pairwise(weight):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return weight[-1][1]

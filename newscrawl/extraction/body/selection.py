"""Chooses the blocks of the article's text by a model of single blocks, and computes the
confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from newscrawl.extraction import fitted
from newscrawl.text.line_model import logistic

LEAST, ENOUGH = 0.3, 0.2
"""Blocks with a lower probability than the first number are left out, unless the rest would have
less than the second share of the expected text.
"""
RECALL = 1.44
"""The choice counts missed text this many times as much as surplus text (F1.2). With F1 (1.0) it
loses three more of the checking half's 867 pages, at the same mean F1.
"""
MISSED = 2.25
"""The confidence counts missed text this many times as much as surplus text, because a lost part
is the worse failure.
"""


def probabilities(count: int, rows: Mapping[int, fitted.Features]) -> list[float]:
    """Returns for each of `count` blocks the probability that it is the article's text.

    `rows` are the features of blocks by their places. All other blocks get 0.
    """
    score = fitted.scorer("blocks")
    in_order = itemgetter(*fitted.stored_model("blocks")["features"])
    found = [0.0] * count
    for place, row in rows.items():
        # if all numbers are floats, the trees take two thirds of the time
        found[place] = logistic(score(*map(float, in_order(row))))
    return found


def best(chances: Sequence[float], sizes: Sequence[int]) -> list[int]:
    """Returns the places of the blocks that together have the highest expected F-measure.

    The blocks are added in the order of their probability. The selection with the highest expected
    F-measure (`RECALL`) is taken. So the lowest probability that is chosen differs from page to
    page.
    """
    likely = [place for place, chance in enumerate(chances) if chance > 0]
    order = sorted(likely, key=lambda place: -chances[place])
    hoped = wanted(chances, sizes)
    right = taken = highest = 0.0
    count = 0
    for number, place in enumerate(order, 1):
        right += chances[place] * sizes[place]
        taken += sizes[place]
        measure = (1 + RECALL) * right / (taken + RECALL * hoped)
        if measure > highest:
            highest, count = measure, number
    chosen = order[:count]
    likely = [place for place in chosen if chances[place] >= LEAST]
    enough = ENOUGH * sum(chances[place] * sizes[place] for place in chosen)
    return sorted(
        likely if sum(chances[place] * sizes[place] for place in likely) >= enough else chosen
    )


def expected(chances: Sequence[float], sizes: Sequence[int], chosen: Iterable[int]) -> float:
    """Returns the F-measure that a choice is expected to have, 0 to 1. `MISSED` weighs the text
    that the choice leaves out.
    """
    right = taken = 0.0
    for place in chosen:
        right += chances[place] * sizes[place]
        taken += sizes[place]
    return (1 + MISSED) * right / (taken + MISSED * wanted(chances, sizes)) if taken else 0.0


def wanted(chances: Sequence[float], sizes: Sequence[int]) -> float:
    """Returns the expected size of the article's text."""
    return sum([chance * size for chance, size in zip(chances, sizes, strict=True)])


def confidence(value: float) -> float:
    """Returns the F1 that choices with this expected F-measure had on unseen sites, 0 to 1, to the
    thousandth.
    """
    knots = fitted.stored_model("confidence")["knots"]
    if value <= knots[0][0]:
        return float(knots[0][1])
    for (low, below), (high, above) in pairwise(knots):
        if value <= high:
            between: float = below + (above - below) * (value - low) / (high - low)
            return round(between, 3)
    return float(knots[-1][1])

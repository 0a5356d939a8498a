"""Which blocks are the article's text, by a model of single blocks, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set

from newscrawl.extraction import trees

LEAST, ENOUGH = 0.4, 0.2
"""No block is below this bar, if this share of the text that is expected to be right is above it."""


def probabilities(count: int, places: Sequence[int], rows: Sequence[Sequence[float]]) -> list[float]:
    """The probability of each of `count` blocks to be the article's text; 0 for those that no row describes."""
    score = trees.load("blocks")["score"]
    found = [0.0] * count
    for place, row in zip(places, rows, strict=True):
        found[place] = trees.logistic(score(*row))
    return found


def best(chances: Sequence[float], sizes: Sequence[int]) -> list[int]:
    """The places of the blocks that together have the highest expected F1.

    Of all selections that hold the likeliest blocks, one has the best balance of text that is expected to be right and text
    that is expected to be missed. An unsure page so gets a lower bar than a sure one.
    """
    order = sorted((place for place, chance in enumerate(chances) if chance > 0), key=lambda place: -chances[place])
    wanted = sum(chance * size for chance, size in zip(chances, sizes, strict=True))
    right = taken = highest = 0.0
    count = 0
    for number, place in enumerate(order, 1):
        right += chances[place] * sizes[place]
        taken += sizes[place]
        expected = 2 * right / (taken + wanted)
        if expected > highest:
            highest, count = expected, number
    chosen = order[:count]
    likely = [place for place in chosen if chances[place] >= LEAST]
    enough = ENOUGH * sum(chances[place] * sizes[place] for place in chosen)
    return sorted(likely if sum(chances[place] * sizes[place] for place in likely) >= enough else chosen)


NAMES = (
    "expected precision recall size blocks share agreement rule_size left_out_sure unsure likely_left links lowest "
    "unlikely_size chosen_mean page left_weight stated_share from_head headlines described"
).split()
"""What the prediction of F1 is made from."""


def doubts(
    chances: Sequence[float], sizes: Sequence[int], links: Sequence[int], chosen: Set[int], ruled: Set[int]
) -> list[float]:
    """What speaks for and against a choice: how sure its blocks are, what else is likely, what the rules chose instead."""
    wanted = sum(chance * size for chance, size in zip(chances, sizes, strict=True)) or 1.0
    size = sum(sizes[place] for place in chosen) or 1
    right = sum(chances[place] * sizes[place] for place in chosen)
    whole = sum(sizes) or 1
    by_rules = sum(sizes[place] for place in ruled)
    both = sum(sizes[place] for place in chosen & ruled)
    others = [place for place in range(len(chances)) if place not in chosen]
    return [
        2 * right / (size + wanted),
        right / size,
        right / wanted,
        math.log(size),
        len(chosen),
        size / whole,
        2 * both / ((size + by_rules) or 1),
        by_rules / size,
        max((chances[place] * sizes[place] for place in others), default=0.0) / wanted,
        sum(min(chance, 1 - chance) * part for chance, part in zip(chances, sizes, strict=True)) / wanted,
        sum(chances[place] * sizes[place] for place in others if chances[place] > 0.2) / wanted,
        sum(links[place] for place in chosen) / size,
        min((chances[place] for place in chosen), default=0.0),
        sum(sizes[place] for place in chosen if chances[place] < 0.7) / size,
        right / (len(chosen) or 1) / 1000,
        math.log(whole),
    ]


def confidence(row: Sequence[float]) -> float:
    """The predicted F1 of a choice, from its `doubts`: 0 to 1, to the thousandth."""
    predicted: float = trees.load("confidence")["score"](*row)
    return round(min(1.0, max(0.0, predicted)), 3)

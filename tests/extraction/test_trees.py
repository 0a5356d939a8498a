"""Boosted trees as data: what they say, and that the package's own can be read."""

from __future__ import annotations

import pytest

from newscrawl.extraction import trees
from newscrawl.extraction.body import features


@pytest.mark.parametrize(
    ("row", "said"),
    [((0.0, 5.0), 1.5), ((1.0, 5.0), 1.5), ((1.1, 2.0), 0.25), ((1.1, 2.1), 3.5)],
)
def test_a_row_goes_down_each_tree_and_the_leaves_are_summed(
    row: tuple[float, float], said: float
) -> None:
    score = trees.compiled([[0, 1.0, 1.0, [1, 2.0, -0.25, 3.0]], 0.5], 2)
    assert score(*row) == said


def test_the_packages_models_fit_their_features() -> None:
    assert trees.stored_model("blocks")["features"] == list(features.NAMES)
    assert trees.scorer("blocks")(*[0.0] * len(features.NAMES)) ** 2 > 0


def test_the_knots_of_confidence_rise() -> None:
    knots = trees.stored_model("confidence")["knots"]
    assert knots == sorted(knots)
    assert [said for _, said in knots] == sorted(said for _, said in knots)


def test_the_logistic_function() -> None:
    assert trees.logistic(0.0) == 0.5
    assert trees.logistic(2.0) + trees.logistic(-2.0) == pytest.approx(1.0)
